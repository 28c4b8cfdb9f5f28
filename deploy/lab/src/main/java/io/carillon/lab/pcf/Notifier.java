package io.carillon.lab.pcf;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.io.CloseMode;

/** Tells application functions what happens, over HTTP/2 with prior knowledge. */
public final class Notifier implements AutoCloseable {
    private final CloseableHttpAsyncClient client =
            H2AsyncClientBuilder.create().disableAutomaticRetries().build();
    private final Duration patience;

    public Notifier(Duration patience) {
        this.patience = patience;
        client.start();
    }

    /** @return the status of the answer */
    int post(URI to, String body) throws IOException {
        var request = SimpleRequestBuilder.post(to)
                .setBody(body, ContentType.APPLICATION_JSON)
                .build();
        try {
            return client.execute(request, null)
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .getCode();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
