package io.carillon.launcher.suite;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a node whether its own wire answers it. */
final class NodeProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

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
