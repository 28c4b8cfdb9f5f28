package io.carillon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeEpochTest {
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path data;

    @Test
    void each_start_has_a_greater_epoch_also_when_the_clock_goes_back() {
        NodeEpoch first = NodeEpoch.next(data.resolve("new"), clock);
        NodeEpoch second = NodeEpoch.next(data.resolve("new"), Clock.offset(clock, Duration.ofHours(-1)));
        NodeEpoch third = NodeEpoch.next(data.resolve("new"), Clock.offset(clock, Duration.ofHours(1)));

        assertThat(second.value()).isEqualTo(first.value() + 1);
        assertThat(third.value()).isGreaterThan(second.value());
    }

    @Test
    void a_lost_data_directory_does_not_bring_an_epoch_back() {
        NodeEpoch first = NodeEpoch.next(data.resolve("one"), clock);
        NodeEpoch afterLoss = NodeEpoch.next(data.resolve("two"), Clock.offset(clock, Duration.ofSeconds(1)));

        assertThat(afterLoss.value()).isGreaterThan(first.value());
    }

    @Test
    void a_torn_file_is_as_good_as_none() throws Exception {
        Files.writeString(data.resolve("epoch"), "12x");

        assertThat(NodeEpoch.next(data, clock).value()).isEqualTo(clock.millis());
    }

    @Test
    void a_directory_that_cannot_be_written_refuses_the_start_with_a_remedy() throws Exception {
        Path file = Files.writeString(data.resolve("file"), "");

        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> NodeEpoch.next(file, clock))
                .withMessageContaining("cannot be written")
                .satisfies(refusal -> assertThat(refusal.remedy()).contains("CARILLON_DATA_DIR"));
    }
}
