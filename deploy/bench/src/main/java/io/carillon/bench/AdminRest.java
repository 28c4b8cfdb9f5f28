package io.carillon.bench;

import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

/** The admin REST of nodes on this machine, with a token of their common secret. */
public final class AdminRest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String token;

    /** @param secret in base64 */
    public AdminRest(String secret) {
        token = AdminToken.mint(AdminSecret.ofBase64(secret), "bench", Set.of(AdminRole.ADMIN), Duration.ofHours(2));
    }

    /** @param path or a whole address, as a Location may be */
    HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port).resolve(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        var whole = request.header("Authorization", "Bearer " + token)
                .timeout(PATIENCE)
                .build();
        try {
            return http.send(whole, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    public String get(int port, String path) throws IOException {
        return send(request(port, path).GET()).body();
    }

    /** @throws IOException if the node does not take it */
    public void put(int port, String path, String json) throws IOException {
        var answer = send(
                request(port, path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
        if (answer.statusCode() >= 300) {
            throw new IOException(
                    "PUT " + path + " at port " + port + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}
