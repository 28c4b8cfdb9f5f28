package io.carillon.node.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.KafkaReader;
import io.carillon.stores.EmbeddedKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KafkaCdrsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final String topic = "cdr-" + UUID.randomUUID();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path data;

    @Test
    void a_record_arrives_as_json_and_leaves_the_disk() throws Exception {
        String kafka = EmbeddedKafka.shared().bootstrapServers();
        try (KafkaCdrs cdrs = CdrWriterProcess.cdrs(data, kafka, topic, meters);
                KafkaReader reader = new KafkaReader(kafka, topic)) {
            String id = cdrs.nextId();
            assertThat(cdrs.write(CdrWriterProcess.event(id, "call-1"))).isEqualTo(CdrSink.Kept.ON_DISK);

            await().atMost(LONG).until(() -> !reader.values().isEmpty());
            JsonNode json = JsonMapper.shared().readTree(reader.values().getFirst());
            assertThat(json.get("id").asString()).isEqualTo(id).startsWith("tas-1-");
            assertThat(json.get("kind").asString()).isEqualTo("call");
            assertThat(json.get("role").asString()).isEqualTo("orig");
            assertThat(json.get("answer").isNull()).isTrue();
            assertThat(json.get("end").asString()).isEqualTo("2026-11-20T12:00:09Z");
            assertThat(json.get("extra").get("codec").asString()).isEqualTo("PCMA");
            assertThat(reader.keys()).containsExactly("call-1");
            await().until(() -> meters.get("carillon.cdr.spool.bytes").gauge().value() == 0);
        }
    }

    @Test
    void no_two_records_have_one_id_also_after_a_restart() throws Exception {
        String kafka = EmbeddedKafka.shared().bootstrapServers();
        Set<String> ids = new HashSet<>();
        for (int start = 0; start < 3; start++) {
            try (KafkaCdrs cdrs = CdrWriterProcess.cdrs(data, kafka, topic, new SimpleMeterRegistry())) {
                assertThat(ids.add(cdrs.nextId())).isTrue();
                assertThat(ids.add(cdrs.nextId())).isTrue();
            }
        }
    }

    @Test
    void records_outlive_an_outage_of_kafka_and_a_restart_of_the_node(@TempDir Path kafkaData) throws Exception {
        int port = freePort();
        String kafka = "127.0.0.1:" + port;
        List<String> written = new ArrayList<>();
        try (KafkaCdrs cdrs = CdrWriterProcess.cdrs(data, kafka, topic, meters)) {
            write(cdrs, 50, written);
        }
        try (KafkaCdrs cdrs = CdrWriterProcess.cdrs(data, kafka, topic, new SimpleMeterRegistry())) {
            write(cdrs, 50, written);
            try (EmbeddedKafka late = EmbeddedKafka.start(kafkaData.resolve("kafka"), port);
                    KafkaReader reader = new KafkaReader(late.bootstrapServers(), topic)) {
                await().atMost(LONG).untilAsserted(() -> assertThat(ids(reader)).containsAll(written));
                // a batch whose answer was lost is sent again: its ids make it one record at the sink
                assertThat(Set.copyOf(ids(reader))).hasSize(100);
            }
        }
    }

    @Test
    void what_a_killed_process_had_on_disk_is_delivered_by_the_next_one() throws Exception {
        Path output = data.resolve("promised");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CdrWriterProcess.class.getName(),
                        data.toString(),
                        "127.0.0.1:" + freePort(),
                        topic)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
        await().atMost(LONG).until(() -> promised(output).size() > 200);
        process.destroyForcibly().waitFor();
        List<String> promised = promised(output);

        String kafka = EmbeddedKafka.shared().bootstrapServers();
        try (KafkaCdrs next = CdrWriterProcess.cdrs(data, kafka, topic, meters);
                KafkaReader reader = new KafkaReader(kafka, topic)) {
            assertThat(next).isNotNull();
            await().atMost(LONG).untilAsserted(() -> assertThat(ids(reader)).containsAll(promised));
        }
    }

    @Test
    void when_the_disk_is_full_records_wait_in_memory_and_then_are_lost_aloud(@TempDir Path kafkaData)
            throws Exception {
        int port = freePort();
        CdrProperties little = new CdrProperties(true, topic, DataSize.ofBytes(600), 2);
        try (KafkaCdrs cdrs = CdrWriterProcess.cdrs(data, "127.0.0.1:" + port, little, meters)) {
            List<CdrSink.Kept> kept = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                kept.add(cdrs.write(CdrWriterProcess.event("id-" + i, "call-" + i)));
            }
            assertThat(kept)
                    .containsExactly(
                            CdrSink.Kept.ON_DISK, CdrSink.Kept.IN_MEMORY, CdrSink.Kept.IN_MEMORY, CdrSink.Kept.LOST);
            assertThat(meters.get("carillon.cdr.written")
                            .tag("kept", "LOST")
                            .counter()
                            .count())
                    .isEqualTo(1);

            try (EmbeddedKafka late = EmbeddedKafka.start(kafkaData.resolve("kafka"), port);
                    KafkaReader reader = new KafkaReader(late.bootstrapServers(), topic)) {
                await().atMost(LONG).untilAsserted(() -> assertThat(ids(reader)).contains("id-0", "id-1", "id-2"));
                await().atMost(LONG)
                        .until(() -> cdrs.write(CdrWriterProcess.event("id-9", "c")) == CdrSink.Kept.ON_DISK);
            }
        }
    }

    @Test
    void a_record_without_measure_is_refused_before_it_blocks_the_others() throws Exception {
        String kafka = EmbeddedKafka.shared().bootstrapServers();
        try (KafkaCdrs cdrs = CdrWriterProcess.cdrs(data, kafka, topic, meters)) {
            assertThat(cdrs.write(CdrWriterProcess.event("big", "x".repeat(Spooled.MOST))))
                    .isEqualTo(CdrSink.Kept.LOST);
        }
    }

    /** All whole lines: the last one may be cut off by the kill. */
    private static List<String> promised(Path output) throws IOException {
        String lines = Files.readString(output);
        return lines.substring(0, lines.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.matches("tas-1-\\w+-\\d+"))
                .toList();
    }

    private static void write(KafkaCdrs cdrs, int count, List<String> ids) {
        for (int i = 0; i < count; i++) {
            String id = cdrs.nextId();
            assertThat(cdrs.write(CdrWriterProcess.event(id, "call-" + i))).isEqualTo(CdrSink.Kept.ON_DISK);
            ids.add(id);
        }
    }

    private static List<String> ids(KafkaReader reader) {
        return reader.values().stream()
                .map(value -> JsonMapper.shared().readTree(value).get("id").asString())
                .toList();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
