package io.carillon.node.sbi;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.springframework.boot.ssl.SslBundle;

/** Asks other network functions over HTTP/2: with prior knowledge, or as TLS agrees on it (TS 29.500 §5.2). */
public final class SbiClient implements AutoCloseable {
    private final Duration deadline;
    private volatile CloseableHttpAsyncClient client;

    /**
     * @param deadline for each answer
     * @param certificates for functions that speak https; empty for what the JDK trusts
     */
    public SbiClient(Duration deadline, Optional<Certificates> certificates) {
        this.deadline = deadline;
        this.client = started(certificates.map(Certificates::now));
        certificates.ifPresent(each -> each.onChange(this::renew));
    }

    private static CloseableHttpAsyncClient started(Optional<SslBundle> bundle) {
        var builder = H2AsyncClientBuilder.create().disableAutomaticRetries().disableCookieManagement();
        bundle.ifPresent(shown -> builder.setTlsStrategy(ClientTlsStrategyBuilder.create()
                .setSslContext(shown.createSslContext())
                .buildAsync()));
        var client = builder.build();
        client.start();
        return client;
    }

    /** A connection would stay as it is for days: who asks on an old one may hear its answer, and then it ends. */
    private synchronized void renew(SslBundle changed) {
        var old = client;
        client = started(Optional.of(changed));
        var heard = deadline.multipliedBy(2);
        CompletableFuture.delayedExecutor(heard.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                .execute(() -> old.close(CloseMode.GRACEFUL));
    }

    /** Waits. @throws IOException without an answer in time */
    public SimpleHttpResponse ask(SimpleHttpRequest request) throws IOException {
        var what = request.getMethod() + " " + request.getAuthority() + request.getRequestUri();
        var asked = client.execute(request, null);
        try {
            return asked.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(what + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw new IOException(what + ": no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(what + ": interrupted", e);
        }
    }

    @Override
    public synchronized void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
