package io.carillon.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.ContentType;
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

/** A function of a 5G core, as a test needs one: it speaks HTTP/2 and nothing else (TS 29.500 §5.2.1). */
public final class Http2Server implements AutoCloseable {
    /** A request as it came. @param authorization empty if there is none */
    public record Asked(String method, String path, String body, String authorization) {}

    /** @param location empty if there is none, as may be the body, which is JSON */
    public record Answer(int status, String location, String body) {
        public static Answer of(int status) {
            return new Answer(status, "", "");
        }
    }

    private final HttpAsyncServer server;
    private final URIScheme scheme;
    private final int port;
    private volatile @Nullable Certificate shown;

    /** @param tls speaks https and wants a certificate, if there is one */
    public Http2Server(@Nullable SSLContext tls, Function<Asked, Answer> answers) {
        scheme = tls == null ? URIScheme.HTTP : URIScheme.HTTPS;
        var bootstrap = H2ServerBootstrap.bootstrap()
                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
                .setCanonicalHostName("127.0.0.1")
                .register("*", new Handler(answers));
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
            port = ((InetSocketAddress) server.listen(new InetSocketAddress("127.0.0.1", 0), scheme)
                            .get()
                            .getAddress())
                    .getPort();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return port;
    }

    /** http or https. */
    public String scheme() {
        return scheme.id;
    }

    public String uri() {
        return scheme + "://127.0.0.1:" + port;
    }

    /** What who connected last showed. */
    public @Nullable Certificate shown() {
        return shown;
    }

    private record Handler(Function<Asked, Answer> answers)
            implements AsyncServerRequestHandler<Message<HttpRequest, String>> {
        @Override
        public AsyncRequestConsumer<Message<HttpRequest, String>> prepare(
                HttpRequest request, EntityDetails entity, HttpContext context) {
            return new BasicRequestConsumer<>(entity == null ? null : new StringAsyncEntityConsumer());
        }

        @Override
        public void handle(Message<HttpRequest, String> message, ResponseTrigger trigger, HttpContext context)
                throws HttpException, IOException {
            var request = message.getHead();
            var body = message.getBody() == null ? "" : message.getBody();
            var authorization = request.getFirstHeader("Authorization");
            var answer = answers.apply(new Asked(
                    request.getMethod(),
                    request.getPath(),
                    body,
                    authorization == null ? "" : authorization.getValue()));
            var response = AsyncResponseBuilder.create(answer.status());
            if (!answer.location().isEmpty()) {
                response.addHeader("Location", answer.location());
            }
            if (!answer.body().isEmpty()) {
                response.setEntity(answer.body(), ContentType.APPLICATION_JSON);
            }
            trigger.submitResponse(response.build(), context);
        }
    }

    @Override
    public void close() {
        server.close(CloseMode.IMMEDIATE);
    }
}
