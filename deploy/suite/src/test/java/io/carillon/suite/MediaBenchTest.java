package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bench.Benchmarks;
import io.carillon.bench.ChainSettings;
import io.carillon.bench.Settings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The bench of the media path, for a second: the relay as it is built, and Debian's. */
@Execution(ExecutionMode.CONCURRENT)
class MediaBenchTest {
    @Test
    void rtp_packets_pass_our_relay_and_rtpengine() {
        Peers.need("rtpengine", "rtpengine-daemon");
        var second = new Settings(500, 1, 1, 0, 10, "udp", Optional.of("rtpengine"), ChainSettings.STANDARD);

        var report = Benchmarks.run("media", second, new PrintStream(OutputStream.nullOutputStream()));

        assertThat(report.failures()).isZero();
        assertThat(report.rate()).isPositive();
        assertThat(report.cpuMicros()).isPositive();
        assertThat(report.peer().orElseThrow().cpuMicros()).isPositive();
    }
}
