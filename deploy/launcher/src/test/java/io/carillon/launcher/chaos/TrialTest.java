package io.carillon.launcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.launcher.chaos.Traffic.Attempt;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TrialTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void without_a_failure_nothing_had_to_recover() {
        assertThat(Trial.recovery(List.of(answered(1, 2), answered(2, 3)), 0)).isZero();
    }

    @Test
    void recovery_ends_with_the_first_call_begun_after_the_last_that_failed() {
        List<Attempt> attempts = List.of(failed(1, 6), answered(2, 3), failed(4, 9), answered(5, 7), answered(9, 10));

        assertThat(Trial.recovery(attempts, 0)).isEqualTo(7);
    }

    @Test
    void calls_that_only_fail_never_recover() {
        List<Attempt> attempts = List.of(answered(0, 1), failed(1, 6));

        assertThat(Trial.recovery(attempts, 0)).isInfinite();
        assertThat(costs(0, 0, 0, 0, Trial.recovery(attempts, 0)).bearable()).isFalse();
    }

    @Test
    void failed_setups_are_bearable_and_anything_lost_is_not() {
        assertThat(costs(0, 0, 0, 0, 30).bearable()).isTrue();
        assertThat(costs(1, 0, 0, 0, 0).bearable()).isFalse();
        assertThat(costs(0, 1, 0, 0, 0).bearable()).isFalse();
        assertThat(costs(0, 0, 1, 0, 0).bearable()).isFalse();
        assertThat(costs(0, 0, 0, 1, 0).bearable()).isFalse();
        assertThat(costs(0, 0, 0, 0, 30.1).bearable()).isFalse();
    }

    @Test
    void scripts_find_the_ledgers_by_their_names() {
        assertThat(JsonMapper.builder().build().writeValueAsString(costs(1, 2, 3, 4, 5)))
                .contains(
                        "\"answered_calls_lost\":1",
                        "\"setups_failed\":7",
                        "\"bindings_lost\":2",
                        "\"cdrs_lost\":3",
                        "\"cdrs_doubled\":4",
                        "\"recovery_s\":5.0");
    }

    private static Costs costs(int calls, int bindings, int lost, int doubled, double recovery) {
        return new Costs("kill tas-1", 20, 7, 3, calls, 12, bindings, 30, lost, doubled, recovery);
    }

    private static Attempt answered(long began, long ended) {
        return new Attempt(began * SECOND, ended * SECOND, Optional.of("call " + began));
    }

    private static Attempt failed(long began, long ended) {
        return new Attempt(began * SECOND, ended * SECOND, Optional.empty());
    }
}
