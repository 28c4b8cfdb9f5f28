package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static Sample sample(double cpuMicros, double seconds) {
        return new Sample(new LoadResult(1_000, 0, seconds, 1.25, 9.5, "-"), cpuMicros, OptionalDouble.of(2_048));
    }

    private final List<Sample> ours = List.of(sample(60, 1), sample(50, 2), sample(90, 4));
    private final List<Sample> others = List.of(sample(100, 1), sample(110, 1), sample(140, 1), sample(150, 1));

    @Test
    void json_has_the_medians_and_the_ratio_of_both() {
        var report = Report.of("sip-call", ours, Optional.of(Report.beside("kamailio", others)), 0);

        var json = JsonMapper.shared().readTree(report.json());

        assertThat(json.propertyNames())
                .containsExactly(
                        "operation",
                        "rate",
                        "cpu_us_per_op",
                        "p50_ms",
                        "p99_ms",
                        "failures",
                        "alloc_bytes_per_op",
                        "peer",
                        "ratio");
        assertThat(json.get("operation").asString()).isEqualTo("sip-call");
        assertThat(json.get("rate").asDouble()).isEqualTo(500);
        assertThat(json.get("cpu_us_per_op").asDouble()).isEqualTo(60);
        assertThat(json.get("p50_ms").asDouble()).isEqualTo(1.25);
        assertThat(json.get("p99_ms").asDouble()).isEqualTo(9.5);
        assertThat(json.get("alloc_bytes_per_op").asLong()).isEqualTo(2_048);
        assertThat(json.get("peer").propertyNames()).containsExactly("name", "cpu_us_per_op", "rate");
        assertThat(json.get("peer").get("cpu_us_per_op").asDouble()).isEqualTo(125);
        assertThat(json.get("ratio").asDouble()).isEqualTo(0.48);
    }

    @Test
    void without_a_peer_there_is_no_ratio() {
        var json = JsonMapper.shared()
                .readTree(Report.of("sip-call", ours, Optional.empty(), 3).json());

        assertThat(json.has("peer")).isFalse();
        assertThat(json.has("ratio")).isFalse();
        assertThat(json.get("failures").asLong()).isEqualTo(3);
    }

    @Test
    void failures_are_told_to_people_too() {
        assertThat(Report.of("sip-call", ours, Optional.empty(), 3).text()).contains("3 operations FAILED");
    }

    @Test
    void servers_that_work_together_are_told_apart_and_their_stores_beside_them() {
        var border = new Part("sbc", false, List.of());
        var store = new Part("redis", true, List.of());
        var load = new LoadResult(10, 0, 1, 1, 2, "-");
        var chain = List.of(
                new Sample(load, 300, OptionalDouble.empty(), Map.of(border, 300.0, store, 20.0)),
                new Sample(load, 310, OptionalDouble.empty(), Map.of(border, 310.0, store, 22.0)));
        var report = Report.of("call", chain, Optional.of(Report.beside("kamailio-ims", chain)), 0);

        var json = JsonMapper.shared().readTree(report.json());

        assertThat(json.get("nodes").get("sbc").asDouble()).isEqualTo(305);
        assertThat(json.get("nodes").has("redis")).isFalse();
        assertThat(json.get("stores").get("redis").asDouble()).isEqualTo(21);
        assertThat(json.get("peer").get("nodes").get("sbc").asDouble()).isEqualTo(305);
        assertThat(report.text()).contains("of it sbc 305.0; beside it redis 21.0");
    }
}
