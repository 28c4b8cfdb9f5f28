package io.carillon.node.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.KafkaLink;
import io.carillon.node.KafkaReader;
import io.carillon.stores.EmbeddedKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KafkaTracesTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final String topic = "trace-" + UUID.randomUUID();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<TraceEvent> heard = new CopyOnWriteArrayList<>();

    @Test
    void an_event_arrives_masked_as_json_under_its_call_id() throws Exception {
        String kafka = EmbeddedKafka.shared().bootstrapServers();
        try (KafkaTraces traces = traces(kafka, 100);
                KafkaReader reader = new KafkaReader(kafka, topic)) {
            traces.record(event("call-1", "REGISTER sip:x SIP/2.0\r\nAuthorization: Digest response=\"77\"\r\n\r\n"));
            await().atMost(LONG).until(() -> !reader.values().isEmpty());

            JsonNode json = JsonMapper.shared().readTree(reader.values().getFirst());
            assertThat(json.get("time").asString()).isEqualTo("2026-11-20T12:00:00.123Z");
            assertThat(json.get("node").asString()).isEqualTo("cscf-1");
            assertThat(json.get("protocol").asString()).isEqualTo("SIP");
            assertThat(json.get("direction").asString()).isEqualTo("sent");
            assertThat(json.get("summary").asString()).isEqualTo("REGISTER sip:x");
            assertThat(json.get("keys").valueStream().map(JsonNode::asString)).containsExactly("call-1", "icid-1");
            assertThat(json.get("payload").asString()).contains("response=\"**\"");
            assertThat(reader.keys()).containsExactly("call-1");
            assertThat(JsonMapper.shared()
                            .readValue(reader.values().getFirst(), TraceEvent.class)
                            .keys())
                    .containsExactly("call-1", "icid-1");
            assertThat(count("carillon.trace.sent")).isEqualTo(1);
            assertThat(heard)
                    .extracting(TraceEvent::payload)
                    .singleElement()
                    .asString()
                    .contains("response=\"**\"");
        }
    }

    @Test
    void what_turns_out_to_be_nothing_or_fails_to_be_made_stops_nothing() throws Exception {
        String kafka = EmbeddedKafka.shared().bootstrapServers();
        try (KafkaTraces traces = traces(kafka, 100);
                KafkaReader reader = new KafkaReader(kafka, topic)) {
            Supplier<@Nullable TraceEvent> nothing = () -> null;
            Supplier<@Nullable TraceEvent> broken = () -> {
                throw new IllegalStateException("cannot be shown");
            };
            traces.record(nothing);
            traces.record(broken);
            traces.record(event("call-2", ""));

            await().atMost(LONG).until(() -> !reader.values().isEmpty());
            assertThat(count("carillon.trace.dropped")).isEqualTo(1);
        }
    }

    @Test
    void without_kafka_the_oldest_events_are_dropped_and_counted_and_later_ones_arrive(@TempDir Path data)
            throws Exception {
        int port = freePort();
        try (KafkaTraces traces = traces("127.0.0.1:" + port, 10)) {
            for (int i = 0; i < 1_000; i++) {
                traces.record(event("lost-" + i, ""));
            }
            assertThat(count("carillon.trace.dropped")).isGreaterThanOrEqualTo(980);

            try (EmbeddedKafka late = EmbeddedKafka.start(data.resolve("kafka"), port);
                    KafkaReader reader = new KafkaReader(late.bootstrapServers(), topic)) {
                await().atMost(LONG).until(() -> {
                    traces.record(event("found", ""));
                    return reader.values().stream().anyMatch(value -> value.contains("found"));
                });
            }
        }
    }

    @Test
    void a_sink_that_is_off_makes_no_event() {
        TraceSink.OFF.record(() -> {
            throw new AssertionError("made for nothing");
        });

        assertThat(TraceSink.OFF.enabled()).isFalse();
    }

    @Test
    void events_in_memory_are_masked_as_well() {
        MemoryTraces traces = new MemoryTraces();
        traces.record(event("call-1", "Authorization: Digest response=secret"));

        assertThat(traces.of("icid-1")).hasSize(1);
        assertThat(traces.events().getFirst().payload()).doesNotContain("secret");
        assertThat(traces.of("call-2")).isEmpty();
    }

    private KafkaTraces traces(String bootstrapServers, int queue) {
        KafkaTraces traces = new KafkaTraces(
                new KafkaLink(List.of(bootstrapServers), Map.of()),
                "cscf-1",
                new TraceProperties(true, topic, 1, Set.of(), queue, Duration.ofMillis(5), false),
                new TraceChoice(new TraceChoice.Settings(1, Set.of())),
                List.of(heard::add),
                meters);
        traces.start();
        return traces;
    }

    private static TraceEvent event(String callId, String payload) {
        Set<String> keys = new LinkedHashSet<>(List.of(callId, "icid-1"));
        return new TraceEvent(
                Instant.parse("2026-11-20T12:00:00.123Z"),
                "cscf-1",
                TraceEvent.Protocol.SIP,
                TraceEvent.Direction.SENT,
                "cscf-1",
                "127.0.0.1:5064",
                "REGISTER sip:x",
                keys,
                payload);
    }

    private double count(String meter) {
        return meters.get(meter).counter().count();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
