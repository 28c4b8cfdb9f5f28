package io.carillon.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.carillon.node.admin.AdminSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node that stops says of its calls. */
class NodeProbeTest {
    private static final int USUAL = 8081;

    private final AdminSecret secret = AdminSecret.generate();
    private HttpServer node;

    @BeforeEach
    void listen() throws IOException {
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.start();
    }

    @AfterEach
    void close() {
        node.stop(0);
    }

    private void says(int status, String text) {
        node.createContext("/actuator/metrics/carillon.sip.inflight", exchange -> {
            boolean known = exchange.getRequestHeaders().containsKey("Authorization");
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? status : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private NodeInstance instance() {
        return new NodeInstance(Role.SBC, 1, node.getAddress().getPort() - USUAL);
    }

    @Test
    void calls_that_ring_are_counted() {
        says(200, "{\"name\":\"carillon.sip.inflight\",\"measurements\":[{\"statistic\":\"VALUE\",\"value\":2.0}]}");

        assertThat(new NodeProbe().unanswered(instance(), secret)).contains(2);
    }

    @Test
    void none_and_a_node_without_sip_are_nothing_to_tell_of() {
        says(404, "");
        assertThat(new NodeProbe().unanswered(instance(), secret)).isEmpty();

        node.removeContext("/actuator/metrics/carillon.sip.inflight");
        says(200, "{\"measurements\":[{\"statistic\":\"VALUE\",\"value\":0.0}]}");
        assertThat(new NodeProbe().unanswered(instance(), secret)).isEmpty();
    }
}
