package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkplaceTest {
    /** A measurement that goes on until it is ended; tells the process that it started. */
    static final class Endless {
        private Endless() {}

        static void main() throws Exception {
            var child = new Workplace().server(List.of("sleep", "600"));
            System.out.println(child.pid());
            Thread.currentThread().join();
        }
    }

    @Test
    void a_measurement_that_is_ended_leaves_no_process() throws Exception {
        var measurement = new ProcessBuilder(Workplace.java(List.of("-Xmx64m"), Endless.class)).start();
        try (var told =
                new BufferedReader(new InputStreamReader(measurement.getInputStream(), StandardCharsets.US_ASCII))) {
            var child = ProcessHandle.of(Long.parseLong(told.readLine())).orElseThrow();
            assertThat(child.isAlive()).isTrue();
            measurement.destroy();
            assertThat(measurement.waitFor(30, TimeUnit.SECONDS)).isTrue();
            child.onExit().get(30, TimeUnit.SECONDS);
        } finally {
            measurement.destroyForcibly();
        }
    }
}
