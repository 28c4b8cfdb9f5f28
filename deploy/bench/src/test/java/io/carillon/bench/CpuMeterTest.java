package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuMeterTest {
    @Test
    void user_and_system_time_come_after_a_name_with_blanks_and_parentheses() {
        var stat = "42 (a (strange) name) S 1 42 42 0 -1 4194560 9 0 0 0 130 70 5 6 20 0 1 0 100 0 0";

        assertThat(CpuMeter.ticks(stat)).isEqualTo(200);
    }
}
