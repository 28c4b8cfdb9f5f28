package io.carillon.lab;

import io.carillon.testkit.Http2Server;
import io.carillon.testkit.Http2Server.Answer;
import java.security.cert.Certificate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Where an application function hears of its sessions. */
final class ListeningFunction implements AutoCloseable {
    /** Path and body. */
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private final Http2Server server;

    /** @param tls speaks https and wants a certificate, if there is one */
    ListeningFunction(@Nullable SSLContext tls) {
        server = new Http2Server(tls, asked -> {
            heard.add(asked.path() + " " + asked.body());
            return Answer.of(204);
        });
    }

    String uri() {
        return server.uri() + "/n";
    }

    /** What who spoke last showed. */
    @Nullable
    Certificate shown() {
        return server.shown();
    }

    @Override
    public void close() {
        server.close();
    }
}
