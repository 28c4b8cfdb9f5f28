package io.carillon.bench;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HexFormat;

/** Subscribers u000000, u000001 … by the HSS's own import. */
public final class Provisioning {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** On top of it, for each subscriber. */
    private static final Duration EACH = Duration.ofMillis(2);
    /** An import of more than these is more than one. */
    private static final int AT_A_TIME = 100_000;

    private final AdminRest rest;
    private final int hss;
    private final String domain;

    /** @param hss its admin port */
    public Provisioning(AdminRest rest, int hss, String domain) {
        this.rest = rest;
        this.hss = hss;
        this.domain = domain;
    }

    /** With the password "secret" each. */
    public void withPassword(int count) throws IOException {
        subscribers(count, "password", "secret", "default");
    }

    /** With one USIM for all, and services by a profile that has these filter criteria. */
    public void withUsim(int count, byte[] key, byte[] opc, String criteria) throws IOException {
        var stored = rest.send(rest.request(hss, "/api/v1/profiles/bench")
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
        var accepted = rest.send(rest.request(hss, "/api/v1/imports?present=KEEP")
                .header("Content-Type", "text/csv")
                .POST(post));
        var place = accepted.headers()
                .firstValue("Location")
                .orElseThrow(() -> new BenchException("the HSS takes no subscribers: " + accepted.body()));
        long end = System.nanoTime() + PATIENCE.toNanos() + EACH.toNanos() * count;
        while (System.nanoTime() < end) {
            var progress = rest.get(hss, place);
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

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
