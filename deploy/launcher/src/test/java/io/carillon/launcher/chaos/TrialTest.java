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
        assertThat(costs(0, 0, List.of(), Trial.recovery(attempts, 0)).bearable())
                .isFalse();
    }

    @Test
    void setups_at_risk_and_messages_may_fail_and_nothing_may_be_lost() {
        assertThat(costs(0, 0, List.of(), 30).bearable()).isTrue();
        assertThat(costs(1, 0, List.of(), 0).bearable()).isFalse();
        assertThat(costs(0, 1, List.of(), 0).bearable()).isFalse();
        assertThat(costs(0, 0, List.of("console-1"), 0).bearable()).isFalse();
        assertThat(costs(0, 0, List.of(), 30.1).bearable()).isFalse();
        assertThat(costs(calls(1, 0, 0), texts(0, 0)).bearable()).isFalse();
        assertThat(costs(calls(0, 1, 0), texts(0, 0)).bearable()).isFalse();
        assertThat(costs(calls(0, 0, 1), texts(0, 0)).bearable()).isFalse();
        assertThat(costs(calls(0, 0, 0), texts(1, 0)).bearable()).isFalse();
        assertThat(costs(calls(0, 0, 0), texts(0, 1)).bearable()).isFalse();
        assertThat(costs(calls(0, 0, 0), texts(0, 0)).bearable()).isTrue();
    }

    @Test
    void a_goal_that_is_not_met_is_told_by_its_ledger() {
        var one = costs(new Costs.Calls(20, 13, 12, 3, 0, 30, 0, 0), texts(0, 0));

        assertThat(one.bearable()).isFalse();
        assertThat(one.goals())
                .containsEntry("setups_failed", Costs.Outcome.NOT_MET)
                .containsEntry("recovery_s", Costs.Outcome.MET)
                .doesNotContainKey("messages_failed");
        assertThat(one.text().lines())
                .anyMatch(line -> line.matches(" +setups_failed +13 of 20, 12 at risk +not met"))
                .anyMatch(line -> line.matches(" +recovery_s +0\\.0 +met"))
                .anyMatch(line -> line.matches(" +messages_failed +8 of 25"));
    }

    @Test
    void scripts_find_the_ledgers_by_their_names() {
        var costs = new Costs(
                "kill tas-1",
                new Costs.Calls(20, 7, 12, 3, 1, 30, 3, 4),
                new Costs.Texts(25, 8, 40, 5, 6),
                12,
                2,
                List.of("console-1"),
                5);
        assertThat(JsonMapper.builder().build().writeValueAsString(costs))
                .contains(
                        "\"answered_calls_lost\":1",
                        "\"setups_failed\":7",
                        "\"setups_at_risk\":12",
                        "\"bindings_lost\":2",
                        "\"cdrs_lost\":3",
                        "\"cdrs_doubled\":4",
                        "\"messages_failed\":8",
                        "\"messages_lost\":5",
                        "\"messages_doubled\":6",
                        "\"nodes_away\":[\"console-1\"]",
                        "\"recovery_s\":5.0",
                        "\"goals\":{\"answered_calls_lost\":\"not met\"",
                        "\"recovery_s\":\"met\"}");
        assertThat(costs.text()).contains("messages_lost        5 of 40").contains("nodes_away           console-1");
    }

    private static Costs costs(int bindingsLost, int textsLost, List<String> away, double recovery) {
        return new Costs("kill tas-1", calls(0, 0, 0), texts(textsLost, 0), 12, bindingsLost, away, recovery);
    }

    private static Costs costs(Costs.Calls calls, Costs.Texts texts) {
        return new Costs("kill tas-1", calls, texts, 12, 0, List.of(), 0);
    }

    private static Costs.Calls calls(int lost, int recordsLost, int recordsDoubled) {
        return new Costs.Calls(20, 7, 12, 3, lost, 30, recordsLost, recordsDoubled);
    }

    private static Costs.Texts texts(int lost, int doubled) {
        return new Costs.Texts(25, 8, 40, lost, doubled);
    }

    private static Attempt answered(long began, long ended) {
        return new Attempt(began * SECOND, ended * SECOND, Optional.of("call " + began));
    }

    private static Attempt failed(long began, long ended) {
        return new Attempt(began * SECOND, ended * SECOND, Optional.empty());
    }
}
