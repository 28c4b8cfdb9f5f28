package io.carillon.launcher.api;

import io.carillon.launcher.suite.NodeInstance;
import io.carillon.launcher.suite.Secrets;
import io.carillon.launcher.suite.Suite;
import io.carillon.launcher.suite.SuiteException;
import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminToken;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The admin REST of the running nodes: the only way in which the command changes anything in them. */
public final class Api {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(5);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);
    private static final int FIRST_ERROR = 400;

    private final Suite suite;
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    public Api(Suite suite) {
        this.suite = suite;
    }

    /** A path segment: identities have colons and at signs. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public JsonNode get(String role, String path) {
        return call(role, "GET", path, null);
    }

    public JsonNode post(String role, String path, Object body) {
        return call(role, "POST", path, body);
    }

    public JsonNode put(String role, String path, Object body) {
        return call(role, "PUT", path, body);
    }

    public JsonNode delete(String role, String path) {
        return call(role, "DELETE", path, null);
    }

    /** Sends a file as it is. */
    public JsonNode upload(String role, String path, String contentType, Path file) throws FileNotFoundException {
        NodeInstance node = suite.node(role);
        return read(
                node,
                request(node, path)
                        .timeout(LONG_PATIENCE)
                        .header("Content-Type", contentType)
                        .POST(HttpRequest.BodyPublishers.ofFile(file))
                        .build());
    }

    /** An answer that is no JSON. */
    public String text(String role, String path) {
        NodeInstance node = suite.node(role);
        return checked(
                        node,
                        send(
                                node,
                                request(node, path)
                                        .setHeader("Accept", "*/*")
                                        .GET()
                                        .build()))
                .body();
    }

    private JsonNode call(String role, String method, String path, @Nullable Object body) {
        NodeInstance node = suite.node(role);
        HttpRequest.Builder request = request(node, path);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
        }
        return read(node, request.build());
    }

    private HttpRequest.Builder request(NodeInstance node, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port("http") + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token())
                .header("Accept", "application/json, application/problem+json");
    }

    private JsonNode read(NodeInstance node, HttpRequest request) {
        HttpResponse<String> answer = checked(node, send(node, request));
        return answer.body().isBlank() ? JsonNodeFactory.instance.nullNode() : json.readTree(answer.body());
    }

    private HttpResponse<String> checked(NodeInstance node, HttpResponse<String> answer) {
        if (answer.statusCode() >= FIRST_ERROR) {
            throw new ApiException(node.id(), answer.statusCode(), detail(answer));
        }
        return answer;
    }

    private HttpResponse<String> send(NodeInstance node, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new SuiteException(node.id() + " does not run; ./ims up starts it, ./ims status shows the others", e);
        } catch (IOException e) {
            throw new SuiteException(
                    node.id() + " does not answer (" + e.getMessage() + "); see ./ims logs " + node.id(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SuiteException("interrupted", e);
        }
    }

    private String token() {
        return AdminToken.mint(new Secrets(suite.layout()).admin(), user(), Set.of(AdminRole.ADMIN), TOKEN_LIFE);
    }

    /** Who gives the command, as this machine knows him; an audit asks for a name. */
    public static String user() {
        return System.getProperty("user.name", "ims").replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /** The detail of a problem (RFC 9457 §3.1.4), or whatever else was said. */
    private String detail(HttpResponse<String> answer) {
        try {
            JsonNode problem = json.readTree(answer.body());
            String detail = problem.path("detail").asString("");
            return detail.isEmpty() ? problem.path("title").asString(answer.body()) : detail;
        } catch (JacksonException e) {
            return answer.body();
        }
    }
}
