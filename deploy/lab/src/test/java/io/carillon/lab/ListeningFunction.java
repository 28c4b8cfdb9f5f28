package io.carillon.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.StringAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.http2.ssl.H2ServerTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** Where an application function hears of its sessions: HTTP/2 and nothing else. */
final class ListeningFunction implements AutoCloseable {
    /** Path and body. */
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    /** What who spoke last showed. */
    volatile @Nullable Certificate shown;

    private final HttpAsyncServer server;
    private final String uri;

    /** @param tls speaks https and wants a certificate, if there is one */
    ListeningFunction(@Nullable SSLContext tls) {
        var scheme = tls == null ? URIScheme.HTTP : URIScheme.HTTPS;
        var bootstrap = H2ServerBootstrap.bootstrap()
                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
                .setCanonicalHostName("127.0.0.1")
                .register("*", new Ear());
        if (tls != null) {
            bootstrap.setTlsStrategy(new H2ServerTlsStrategy(
                    tls, (endpoint, engine) -> engine.setNeedClientAuth(true), (endpoint, engine) -> {
                        shown = engine.getSession().getPeerCertificates()[0];
                        return null;
                    }));
        }
        server = bootstrap.create();
        server.start();
        try {
            var address = (InetSocketAddress) server.listen(new InetSocketAddress("127.0.0.1", 0), scheme)
                    .get()
                    .getAddress();
            uri = scheme + "://127.0.0.1:" + address.getPort() + "/n";
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    String uri() {
        return uri;
    }

    private final class Ear implements AsyncServerRequestHandler<Message<HttpRequest, String>> {
        @Override
        public AsyncRequestConsumer<Message<HttpRequest, String>> prepare(
                HttpRequest request, EntityDetails entity, HttpContext context) {
            return new BasicRequestConsumer<>(entity == null ? null : new StringAsyncEntityConsumer());
        }

        @Override
        public void handle(Message<HttpRequest, String> message, ResponseTrigger trigger, HttpContext context)
                throws HttpException, IOException {
            heard.add(message.getHead().getPath() + " " + message.getBody());
            trigger.submitResponse(AsyncResponseBuilder.create(204).build(), context);
        }
    }

    @Override
    public void close() {
        server.close(CloseMode.IMMEDIATE);
    }
}
