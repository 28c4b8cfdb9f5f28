package io.carillon.launcher.suite;

import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks a node whether its own wire answers it. */
final class NodeProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** UP, DOWN, or the word for no answer. */
    String health(NodeInstance node) {
        URI uri = URI.create("http://127.0.0.1:" + node.port("http") + "/actuator/health/functional");
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains("\"UP\"") ? "UP" : "DOWN";
        } catch (IOException e) {
            return "NO ANSWER";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "NO ANSWER";
        }
    }

    /** How many requests the node has not answered yet, which of one that drains are calls that ring; empty if none. */
    Optional<Integer> unanswered(NodeInstance node, AdminSecret secret) {
        URI uri = URI.create("http://127.0.0.1:" + node.port("http") + "/actuator/metrics/carillon.sip.inflight");
        String token = AdminToken.mint(secret, "ims", Set.of(AdminRole.VIEWER), TOKEN_LIFE);
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(uri)
                            .timeout(PATIENCE)
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Optional.of(JSON.readTree(answer.body())
                                    .at("/measurements/0/value")
                                    .asInt(0))
                            .filter(count -> count > 0)
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Most looks at a starting node find nobody there, which a bare socket tells at a hundredth of the cost. */
    boolean up(NodeInstance node) {
        return listens(node.port("http")) && health(node).equals("UP");
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), (int) PATIENCE.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
