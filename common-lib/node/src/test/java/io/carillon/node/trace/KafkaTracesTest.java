package io.carillon.node.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.KafkaLink;
import io.carillon.node.KafkaReader;
import io.carillon.node.sip.TracedMessages;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class KafkaTracesTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Instant TIME = Instant.parse("2026-11-20T12:00:00.123456Z");
    private static final TraceChoice.Settings ALL = new TraceChoice.Settings(1, Set.of());

    private final String topic = "trace-" + UUID.randomUUID();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<TraceEvent> heard = new CopyOnWriteArrayList<>();

    @Test
    void events_arrive_masked_and_in_order() throws Exception {
        String kafka = EmbeddedKafka.shared().bootstrapServers();
        try (KafkaTraces traces = traces(kafka, ALL);
                KafkaReader reader = new KafkaReader(kafka, topic)) {
            var register = event("call-1", "REGISTER sip:x SIP/2.0\r\nAuthorization: Digest response=\"77\"\r\n\r\n");
            var message = TracedMessages.of(TraceBatchTest.INVITE);
            traces.record(register);
            traces.record(TIME, "cscf-1", TraceEvent.Direction.RECEIVED, "sbc-1", message);
            await().atMost(LONG).until(() -> read(reader).size() == 2);

            assertThat(read(reader).getFirst())
                    .usingRecursiveComparison()
                    .isEqualTo(register.withPayload(register.payload().replace("77", "**")));
            assertThat(read(reader).getLast().payload()).isEqualTo(TraceBatchTest.INVITE);
            assertThat(count("carillon.trace.sent")).isEqualTo(2);
            assertThat(heard).isEqualTo(read(reader));
        }
    }

    @Test
    void of_what_is_not_chosen_nothing_leaves_the_node() throws Exception {
        String kafka = EmbeddedKafka.shared().bootstrapServers();
        try (KafkaTraces traces = traces(kafka, new TraceChoice.Settings(0, Set.of("sip:alice@home.example")));
                KafkaReader reader = new KafkaReader(kafka, topic)) {
            var ofAlice = TracedMessages.of(TraceBatchTest.INVITE);
            traces.record(event("call-2", "before her call"));
            traces.record(TIME, "cscf-1", TraceEvent.Direction.RECEIVED, "sbc-1", ofAlice);
            traces.record(event("call-1", "of her call"));
            await().atMost(LONG).until(() -> read(reader).size() >= 2);

            assertThat(read(reader))
                    .extracting(TraceEvent::payload)
                    .containsExactly(TraceBatchTest.INVITE, "of her call");
        }
    }

    @Test
    void an_event_that_no_record_holds_is_lost_alone() throws Exception {
        String kafka = EmbeddedKafka.shared().bootstrapServers();
        try (KafkaTraces traces = traces(kafka, ALL);
                KafkaReader reader = new KafkaReader(kafka, topic)) {
            traces.record(event("call-1", "x".repeat(TraceBatch.LARGEST)));
            traces.record(event("call-2", ""));

            await().atMost(LONG).until(() -> !read(reader).isEmpty());
            assertThat(read(reader)).hasSize(1);
            assertThat(count("carillon.trace.dropped")).isEqualTo(1);
        }
    }

    private static List<TraceEvent> read(KafkaReader reader) {
        return reader.octets().stream()
                .flatMap(batch -> TraceBatch.read(batch).stream())
                .toList();
    }

    @Test
    void without_kafka_the_oldest_events_are_dropped_and_counted_and_later_ones_arrive(@TempDir Path data)
            throws Exception {
        int port = freePort();
        try (KafkaTraces traces = traces("127.0.0.1:" + port, ALL)) {
            for (int i = 0; i < 1_000; i++) {
                traces.record(event("lost-" + i, "x".repeat(10_000)));
            }
            // The producer may hold some of the first; the queue holds a megabyte of the last.
            await().atMost(LONG).until(() -> count("carillon.trace.dropped") >= 700);

            try (EmbeddedKafka late = EmbeddedKafka.start(data.resolve("kafka"), port);
                    KafkaReader reader = new KafkaReader(late.bootstrapServers(), topic)) {
                await().atMost(LONG).until(() -> {
                    traces.record(event("found", ""));
                    return read(reader).stream().anyMatch(event -> event.keys().contains("found"));
                });
            }
        }
    }

    @Test
    void the_first_events_wait_for_a_kafka_that_is_late(@TempDir Path data) throws Exception {
        int port = freePort();
        try (KafkaTraces traces = traces("127.0.0.1:" + port, ALL)) {
            traces.record(event("first", ""));
            // Longer than the client itself waits to hear of the topic.
            await().during(Duration.ofSeconds(3)).atMost(LONG).until(() -> count("carillon.trace.dropped") == 0);

            try (EmbeddedKafka late = EmbeddedKafka.start(data.resolve("kafka"), port);
                    KafkaReader reader = new KafkaReader(late.bootstrapServers(), topic)) {
                await().atMost(LONG)
                        .until(() -> read(reader).stream()
                                .anyMatch(event -> event.keys().contains("first")));
            }
            assertThat(count("carillon.trace.dropped")).isZero();
        }
    }

    @Test
    void a_sink_that_is_off_takes_nothing() {
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

    private KafkaTraces traces(String bootstrapServers, TraceChoice.Settings chosen) {
        KafkaTraces traces = new KafkaTraces(
                new KafkaLink(List.of(bootstrapServers), Map.of()),
                "cscf-1",
                new TraceProperties(true, topic, 1, Set.of(), DataSize.ofMegabytes(1), Duration.ofMillis(5), false),
                new TraceChoice(chosen),
                List.of(heard::add),
                meters);
        traces.start();
        return traces;
    }

    private static TraceEvent event(String callId, String payload) {
        Set<String> keys = new LinkedHashSet<>(List.of(callId, "icid-1"));
        return new TraceEvent(
                TIME,
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
