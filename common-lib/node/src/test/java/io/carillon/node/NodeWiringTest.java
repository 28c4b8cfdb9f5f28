package io.carillon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.cdr.CdrEvent;
import io.carillon.node.cdr.CdrSink;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.health.FunctionalProbe;
import io.carillon.node.trace.TraceSink;
import io.carillon.stores.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What a service gets by having this library on its class path. */
class NodeWiringTest {
    @TempDir
    Path data;

    @Test
    void a_record_written_by_a_service_is_in_kafka() {
        String topic = "cdr-" + UUID.randomUUID();
        try (ConfigurableApplicationContext node = TestNode.start(data, Map.of("carillon.cdr.topic", topic));
                KafkaReader reader = new KafkaReader(EmbeddedKafka.shared().bootstrapServers(), topic)) {
            CdrSink cdrs = node.getBean(CdrSink.class);
            String id = cdrs.nextId();

            assertThat(cdrs.write(event(id))).isEqualTo(CdrSink.Kept.ON_DISK);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(reader.values())
                            .singleElement()
                            .asString()
                            .contains("\"id\":\"" + id + "\""));
            assertThat(data.resolve("cdr")).isDirectory();
            assertThat(node.getBean(TraceSink.class).enabled()).isTrue();
        }
    }

    @Test
    void tracing_is_switched_off_by_one_setting() {
        try (ConfigurableApplicationContext node = TestNode.start(data, Map.of("carillon.trace.enabled", false))) {
            assertThat(node.getBean(TraceSink.class)).isSameAs(TraceSink.OFF);
            NodeDirectory directory = node.getBean(NodeDirectory.class);
            await().untilAsserted(() -> assertThat(directory.pick("bell")).isPresent());
        }
    }

    @Test
    void a_rehearsal_ends_when_the_node_answers() throws Exception {
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        AtomicInteger asked = new AtomicInteger();
        try (ConfigurableApplicationContext node = TestNode.start(data, Map.of("carillon.rehearsal", true), context -> {
            context.registerBean(Rehearsal.Exit.class, () -> ended::complete);
            context.registerBean(FunctionalProbe.class, () -> countedBy(asked));
        })) {
            assertThat(ended.get(30, TimeUnit.SECONDS)).isZero();
            assertThat(asked).hasPositiveValue();
            assertThat(node.isActive()).isFalse();
        }
    }

    private static FunctionalProbe countedBy(AtomicInteger asked) {
        return new FunctionalProbe() {
            @Override
            public String name() {
                return "bell";
            }

            @Override
            public void check() {
                asked.incrementAndGet();
            }
        };
    }

    private static CdrEvent event(String id) {
        return new CdrEvent(
                id,
                CdrEvent.Kind.MESSAGE,
                Instant.EPOCH,
                null,
                Instant.EPOCH,
                "sip:alice@home.example",
                "sip:bob@home.example",
                "sip:alice@home.example",
                CdrEvent.Role.TERM,
                "200",
                "icid-1",
                "call-1",
                "bell-1",
                Map.of());
    }
}
