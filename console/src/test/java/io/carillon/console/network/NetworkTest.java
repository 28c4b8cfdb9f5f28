package io.carillon.console.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicReference<String> health = new AtomicReference<>("UP");
    private final HttpServer hss = node();
    private final NodeCalls calls = new NodeCalls(AdminSecret.generate(), Duration.ofSeconds(10), Optional.empty());
    private final Network network = new Network(
            List.of("hss"),
            StaticNodes.of(new NodeInfo(
                    "hss",
                    "hss-1",
                    Map.of("http", "127.0.0.1:" + hss.getAddress().getPort()),
                    100,
                    0)),
            calls,
            clock());

    @AfterEach
    void stop() {
        network.close();
        calls.close();
        hss.stop(0);
    }

    @Test
    void nodes_are_asked_each_time_while_somebody_looks_and_now_and_then_while_nobody_does() {
        network.lookIfWanted();
        await().untilAsserted(() -> assertThat(looks).hasValue(1));

        pass(Duration.ofMinutes(3));
        for (int i = 0; i < 59; i++) {
            network.lookIfWanted();
        }
        assertThat(network.states().getFirst().health()).isEqualTo("UP");
        assertThat(looks).hasValue(2);

        network.lookIfWanted();
        await().untilAsserted(() -> assertThat(looks).hasValue(3));

        pass(Duration.ofMinutes(3));
        for (int i = 0; i < 60; i++) {
            network.lookIfWanted();
        }
        await().untilAsserted(() -> assertThat(looks).hasValue(4));
    }

    @Test
    void the_first_who_looks_again_sees_what_is_and_not_what_was() {
        network.lookIfWanted();
        await().until(() -> network.states().getFirst().health().equals("UP"));

        pass(Duration.ofMinutes(3));
        health.set("DOWN");

        assertThat(network.states().getFirst().health()).isEqualTo("DOWN");
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private Clock clock() {
        InstantSource source = now::get;
        return source.withZone(ZoneOffset.UTC);
    }

    private HttpServer node() {
        try {
            var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.createContext("/actuator/health", exchange -> {
                looks.incrementAndGet();
                byte[] answer = "{\"status\":\"%s\"}".formatted(health.get()).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
