package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real servers and the real generator, for a second: every operation ends well. */
class BenchmarksTest {
    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());

    private static Settings quick(int rate, Optional<String> beside) {
        return new Settings(rate, 1, 1, 0, 10, "udp", beside, ChainSettings.STANDARD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip-message", "sip-register", "sip-stateless"})
    void an_operation_completes_without_failures(String operation) {
        var report = Benchmarks.run(operation, quick(0, Optional.empty()), SILENT);

        assertThat(report.failures()).isZero();
        assertThat(report.rate()).isPositive();
        assertThat(report.cpuMicros()).isPositive();
        assertThat(report.p99Millis()).isGreaterThanOrEqualTo(report.p50Millis());
        assertThat(report.allocatedBytes()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tls"})
    void calls_pass_on_connections(String transport) {
        var report = Benchmarks.run(
                "sip-call", new Settings(0, 1, 1, 0, 10, transport, Optional.empty(), ChainSettings.STANDARD), SILENT);

        assertThat(report.failures()).isZero();
        assertThat(report.rate()).isPositive();
    }

    @Test
    void a_paced_run_keeps_its_rate() {
        var report = Benchmarks.run("sip-call", quick(100, Optional.empty()), SILENT);

        assertThat(report.failures()).isZero();
        assertThat(report.rate()).isBetween(50.0, 130.0);
    }

    @Test
    void kamailio_does_the_same_work() {
        ProgramInstalled.required("kamailio");

        var report = Benchmarks.run("sip-call", quick(0, Optional.of("kamailio")), SILENT);

        assertThat(report.failures()).isZero();
        assertThat(report.cpuMicros()).isPositive();
        assertThat(report.peer().orElseThrow().name()).isEqualTo("kamailio");
        assertThat(report.ratio()).isPresent();
    }

    @Test
    void what_is_unknown_is_named_with_what_there_is() {
        assertThatThrownBy(() -> Benchmarks.run("tea", quick(0, Optional.empty()), SILENT))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("sip-call");
        assertThatThrownBy(() -> Benchmarks.run("sip-call", quick(0, Optional.of("opensips")), SILENT))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("kamailio");
    }
}
