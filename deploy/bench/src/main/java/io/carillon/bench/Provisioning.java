package io.carillon.bench;

import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;

/** Subscribers u000000, u000001 … by the HSS's own import. */
public final class Provisioning {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** On top of it, for each subscriber. */
    private static final Duration EACH = Duration.ofMillis(2);
    /** An import of more than these is more than one. */
    private static final int AT_A_TIME = 100_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI hss;
    private final String token;
    private final String domain;

    public Provisioning(int port, String secret, String domain) {
        this.domain = domain;
        hss = URI.create("http://127.0.0.1:" + port);
        token = AdminToken.mint(AdminSecret.ofBase64(secret), "bench", Set.of(AdminRole.ADMIN), Duration.ofHours(1));
    }

    /** With the password "secret" each. */
    public void withPassword(int count) throws IOException {
        subscribers(count, "password", "secret", "default");
    }

    /** With one USIM for all, and services by a profile that has these filter criteria. */
    public void withUsim(int count, byte[] key, byte[] opc, String criteria) throws IOException {
        var stored = send(HttpRequest.newBuilder(hss.resolve("/api/v1/profiles/bench"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(
                        "{\"filterCriteria\":" + criteria + ",\"sharedSets\":[],\"mediaProfile\":null}")));
        if (stored.statusCode() / 100 != 2) {
            throw new BenchException("the HSS takes no profile: " + stored.body());
        }
        var hex = HexFormat.of();
        subscribers(count, "ki,opc", hex.formatHex(key) + "," + hex.formatHex(opc), "bench");
    }

    private void subscribers(int count, String columns, String secrets, String profile) throws IOException {
        for (int first = 0; first < count; first += AT_A_TIME) {
            var csv = new StringBuilder("impi,impus," + columns + ",profile\n");
            for (int i = first; i < Math.min(count, first + AT_A_TIME); i++) {
                csv.append("u%1$06d@%2$s,sip:u%1$06d@%2$s tel:+1555%1$06d,%3$s,%4$s%n"
                        .formatted(i, domain, secrets, profile));
            }
            brought(csv, Math.min(count - first, AT_A_TIME));
        }
    }

    private void brought(StringBuilder csv, int count) throws IOException {
        var post = HttpRequest.BodyPublishers.ofString(csv.toString());
        var accepted = send(HttpRequest.newBuilder(hss.resolve("/api/v1/imports?present=KEEP"))
                .header("Content-Type", "text/csv")
                .POST(post));
        var place = accepted.headers()
                .firstValue("Location")
                .orElseThrow(() -> new BenchException("the HSS takes no subscribers: " + accepted.body()));
        long end = System.nanoTime() + PATIENCE.toNanos() + EACH.toNanos() * count;
        while (System.nanoTime() < end) {
            var progress =
                    send(HttpRequest.newBuilder(hss.resolve(place)).GET()).body();
            if (progress.contains("\"DONE\"")) {
                if (!progress.contains("\"refused\":0")) {
                    throw new BenchException("the HSS refuses subscribers: " + progress);
                }
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
