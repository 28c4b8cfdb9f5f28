package io.carillon.charging.cdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.charging.ChargingApplication;
import io.carillon.charging.ChargingNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A charging node dies by kill -9 in the middle of its work: another one goes on, and nothing is lost or doubled. */
class KillTest {
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final int RECORDS = 3_000;

    @Test
    void records_are_kept_exactly_once_over_a_kill() throws Exception {
        String topic = "cdr-kill-" + UUID.randomUUID();
        try (ChargingNode first = ChargingNode.start("carillon.charging.cdf.topic=" + topic + "-other");
                CdrTopic events = new CdrTopic(first.setting("spring.kafka.bootstrap-servers"), topic)) {
            JdbcTemplate database = first.bean(JdbcTemplate.class);
            for (int i = 0; i < RECORDS / 2; i++) {
                events.write(CdrTopic.call("a-" + i));
            }
            Process victim = start(first, topic);
            try {
                await().atMost(SOON).until(() -> count(database) > 20);
            } finally {
                victim.destroyForcibly().waitFor();
            }
            for (int i = 0; i < RECORDS / 2; i++) {
                events.write(CdrTopic.call("b-" + i));
            }
            try (ChargingNode second = ChargingNode.start(
                    "carillon.charging.cdf.topic=" + topic,
                    "spring.datasource.url=" + first.setting("spring.datasource.url"))) {
                await().atMost(SOON).until(() -> count(database) == RECORDS);
                assertThat(second.bean(JdbcTemplate.class)
                                .queryForObject("SELECT COUNT(DISTINCT call_id) FROM cdr", Integer.class))
                        .isEqualTo(RECORDS);
            }
        }
    }

    /** One record a transaction, so that the kill finds it at work. */
    private static Process start(ChargingNode like, String topic) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChargingApplication.class.getName(),
                "--server.port=0",
                "--carillon.diameter.port=0",
                "--carillon.node.id=charging-victim",
                "--carillon.data-dir=" + Path.of("target", "run", topic),
                "--carillon.admin.secret=" + ChargingNode.SECRET.toBase64(),
                "--carillon.charging.cdf.topic=" + topic,
                "--carillon.charging.cdf.group=" + topic,
                "--carillon.charging.cdf.batch=1"));
        for (String shared : List.of(
                "spring.datasource.url",
                "spring.datasource.username",
                "spring.datasource.password",
                "spring.kafka.bootstrap-servers",
                "spring.cloud.zookeeper.connect-string")) {
            command.add("--" + shared + "=" + like.setting(shared));
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "victim.log").toFile())
                .start();
    }

    private static int count(JdbcTemplate database) {
        return Optional.ofNullable(database.queryForObject("SELECT COUNT(*) FROM cdr", Integer.class))
                .orElse(0);
    }
}
