package io.carillon.node.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.carillon.node.trace.TraceChoice.Settings;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TraceChoiceTest {
    private static TraceEvent event(String... keys) {
        return new TraceEvent(
                Instant.EPOCH,
                "sbc-1",
                TraceEvent.Protocol.SIP,
                TraceEvent.Direction.SENT,
                "sbc-1",
                "cscf-1",
                "BYE sip:bob@home",
                new LinkedHashSet<>(List.of(keys)),
                "");
    }

    @Test
    void a_share_of_the_calls_is_taken_whole_and_the_same_at_every_node() {
        var here = new TraceChoice(new Settings(0.1, Set.of()));
        var there = new TraceChoice(new Settings(0.1, Set.of()));
        var calls = IntStream.range(0, 10_000).mapToObj(n -> "call-" + n).toList();

        var taken = calls.stream().filter(call -> here.takes(event(call))).toList();
        assertThat(taken).hasSizeBetween(800, 1_200);
        assertThat(calls.stream().filter(call -> there.takes(event(call, "icid"))))
                .containsExactlyElementsOf(taken);
    }

    @Test
    void everything_of_a_chosen_subscriber_is_taken_what_does_not_name_it_too() {
        var choice = new TraceChoice(new Settings(0, Set.of("sip:alice@home")));

        assertThat(choice.takes(event("call-1", "sip:bob@home"))).isFalse();
        assertThat(choice.takes(event("call-2", "icid-2", "sip:alice@home", "sip:bob@home")))
                .isTrue();
        assertThat(choice.takes(event("call-2", "session;1"))).isTrue();
        assertThat(choice.takes(event("call-3", "sip:bob@home")))
                .as("bob was not chosen")
                .isFalse();
    }

    @Test
    void settings_change_while_it_works_and_are_checked() {
        var choice = new TraceChoice(new Settings(0, Set.of()));
        assertThat(choice.takes(event("call-1"))).isFalse();
        choice.set(new Settings(1, Set.of()));
        assertThat(choice.takes(event("call-1"))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new Settings(1.5, Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Settings(Double.NaN, Set.of()));
    }
}
