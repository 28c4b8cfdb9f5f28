package io.carillon.bench.hss;

import io.carillon.bench.BenchException;
import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

/** Subscribers u000000, u000001 … with a password each, by the HSS's own import. */
final class Provisioning {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI hss;
    private final String token;

    Provisioning(int port, String secret) {
        hss = URI.create("http://127.0.0.1:" + port);
        token = AdminToken.mint(AdminSecret.ofBase64(secret), "bench", Set.of(AdminRole.ADMIN), Duration.ofHours(1));
    }

    void subscribers(int count) throws IOException {
        var csv = new StringBuilder("impi,impus,password\n");
        for (int i = 0; i < count; i++) {
            csv.append("u%1$06d@%2$s,sip:u%1$06d@%2$s tel:+1555%1$06d,secret%n".formatted(i, DiameterPeer.DOMAIN));
        }
        var post = HttpRequest.BodyPublishers.ofString(csv.toString());
        var accepted = send(HttpRequest.newBuilder(hss.resolve("/api/v1/imports?present=KEEP"))
                .header("Content-Type", "text/csv")
                .POST(post));
        var place = accepted.headers()
                .firstValue("Location")
                .orElseThrow(() -> new BenchException("the HSS takes no subscribers: " + accepted.body()));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            var progress =
                    send(HttpRequest.newBuilder(hss.resolve(place)).GET()).body();
            if (progress.contains("\"DONE\"")) {
                return;
            }
            if (progress.contains("\"STOPPED\"")) {
                throw new BenchException("the HSS takes no subscribers: " + progress);
            }
            pause();
        }
        throw new BenchException("the HSS has not taken " + count + " subscribers in " + PATIENCE);
    }

    private java.net.http.HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
