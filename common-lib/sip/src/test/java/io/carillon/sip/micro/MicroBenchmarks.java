package io.carillon.sip.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The codec under a microscope: {@code ./mvnw -pl common-lib/sip test -Dtest=MicroBenchmarks -Dcarillon.micro=.} runs
 * every benchmark whose name the property matches, with time and allocation for each operation.
 */
@EnabledIfSystemProperty(named = "carillon.micro", matches = ".+")
class MicroBenchmarks {
    @Test
    void every_operation_is_measured() throws RunnerException {
        var options = new OptionsBuilder()
                .include(System.getProperty("carillon.micro"))
                .jvmArgs("-XX:+UseSerialGC", "-Xmx512m")
                .forks(2)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .build();
        assertThat(new Runner(options).run()).isNotEmpty();
    }
}
