package io.carillon.im;

import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminToken;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The admin REST API as a person with a token calls it. */
public final class Rest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TestIm node;
    private final AdminRole role;

    public Rest(TestIm node, AdminRole role) {
        this.node = node;
        this.role = role;
    }

    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    public HttpResponse<String> get(String path) {
        return ask(path, request -> request.GET());
    }

    public HttpResponse<String> delete(String path) {
        return ask(path, request -> request.DELETE());
    }

    public HttpResponse<String> put(String path) {
        return ask(path, request -> request.PUT(HttpRequest.BodyPublishers.noBody()));
    }

    /** @param headers names and values in turn */
    public HttpResponse<String> post(String path, String json, String... headers) {
        return ask(path, request -> {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json));
            return headers.length == 0 ? request : request.headers(headers);
        });
    }

    private HttpResponse<String> ask(String path, UnaryOperator<HttpRequest.Builder> what) {
        var token = AdminToken.mint(TestIm.SECRET, "test", Set.of(role), Duration.ofMinutes(10));
        var request = HttpRequest.newBuilder(URI.create(node.adminUrl() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token);
        try {
            return HTTP.send(what.apply(request).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
