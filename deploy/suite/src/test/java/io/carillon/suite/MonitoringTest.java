package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is shipped for Prometheus, as its own tools judge it. */
@Execution(ExecutionMode.CONCURRENT)
class MonitoringTest {
    @TempDir
    private Path folder;

    @Test
    void the_configuration_is_valid_and_the_rules_say_what_they_should() throws IOException {
        Peers.need("promtool", "prometheus");
        Prometheus.copyOfShipped(folder);

        succeeds("promtool", "check", "config", "prometheus.yml");
        succeeds("promtool", "check", "rules", "rules/recording.yml", "rules/alerts.yml");
        succeeds("promtool", "test", "rules", "rules-test.yml");
    }

    private void succeeds(String... words) {
        var result = Command.of(words).in(folder).run(Duration.ofMinutes(1));
        assertThat(result.exit()).as(result.output()).isZero();
    }
}
