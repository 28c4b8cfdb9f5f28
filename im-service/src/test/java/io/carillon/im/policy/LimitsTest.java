package io.carillon.im.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Whom the policy asks, and what it does without an answer. */
class LimitsTest {
    private static final LimitProperties TWO = new LimitProperties(2, 100, 100, 100, Duration.ofMinutes(1), 100);

    private final Set<String> barred = ConcurrentHashMap.newKeySet();
    private final Barred list = new Barred() {
        @Override
        public boolean isBarred(String identity) {
            return barred.contains(identity);
        }

        @Override
        public void bar(String identity) {
            barred.add(identity);
        }

        @Override
        public boolean free(String identity) {
            return barred.remove(identity);
        }

        @Override
        public Set<String> all() {
            return barred;
        }
    };

    private Limits limits(Rates together) {
        return new Limits(list, together, new NodeRates(TWO, Clock.systemUTC()));
    }

    private static Ruling says(Limits limits, String sender, String recipient) {
        return limits.rule(sender, recipient, Optional.empty());
    }

    @Test
    void who_is_barred_sends_nothing() {
        var limits = limits((sender, recipient, text) -> Optional.of(new Ruling.Allowed()));
        barred.add("mallory");
        assertThat(says(limits, "mallory", "bob")).isInstanceOf(Ruling.Barred.class);
        assertThat(says(limits, "bob", "mallory")).isInstanceOf(Ruling.Allowed.class);
    }

    @Test
    void while_nobody_counts_for_all_the_node_counts_for_itself() {
        var limits = limits((sender, recipient, text) -> Optional.empty());
        assertThat(says(limits, "alice", "bob")).isInstanceOf(Ruling.Allowed.class);
        assertThat(says(limits, "alice", "carol")).isInstanceOf(Ruling.Allowed.class);
        assertThat(says(limits, "alice", "dave")).isEqualTo(Ruling.TooMany.OF_ONE);
    }
}
