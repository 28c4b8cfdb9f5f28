package io.carillon.im.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Rates and marks of spam, with a clock that the test turns. */
class LimitsTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final Set<String> barred = ConcurrentHashMap.newKeySet();

    private Limits limits(int perUser, int perPair, int recipients, int repetitions) {
        var minute = Duration.ofMinutes(1);
        return new Limits(
                new LimitProperties(perUser, perPair, recipients, repetitions, minute, 100),
                new Barred() {
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
                },
                clock);
    }

    private static Ruling says(Limits limits, String sender, String recipient, String text) {
        return limits.rule(sender, recipient, Optional.of(text));
    }

    @Test
    void a_user_s_rate_is_refilled_as_time_goes_by() {
        var limits = limits(6, 100, 100, 100);
        for (int i = 0; i < 6; i++) {
            assertThat(says(limits, "alice", "bob", "text " + i)).isInstanceOf(Ruling.Allowed.class);
        }
        assertThat(says(limits, "alice", "bob", "one too many")).isInstanceOf(Ruling.TooMany.class);
        assertThat(says(limits, "carol", "bob", "another sender")).isInstanceOf(Ruling.Allowed.class);
        now.updateAndGet(at -> at.plusSeconds(10));
        assertThat(says(limits, "alice", "bob", "a sixth of a minute")).isInstanceOf(Ruling.Allowed.class);
        assertThat(says(limits, "alice", "bob", "and no more")).isInstanceOf(Ruling.TooMany.class);
    }

    @Test
    void a_pair_s_rate_leaves_others_alone() {
        var limits = limits(100, 2, 100, 100);
        says(limits, "alice", "bob", "1");
        says(limits, "alice", "bob", "2");
        assertThat(says(limits, "alice", "bob", "3")).isEqualTo(new Ruling.TooMany("messages from one to another"));
        assertThat(says(limits, "alice", "carol", "3")).isInstanceOf(Ruling.Allowed.class);
    }

    @Test
    void one_text_to_many_is_spam_and_a_short_one_is_not() {
        var limits = limits(1_000, 100, 1_000, 3);
        for (int i = 0; i < 3; i++) {
            assertThat(says(limits, "shop", "user" + i, "Buy now, buy cheap!")).isInstanceOf(Ruling.Allowed.class);
            assertThat(says(limits, "shop", "user" + i, "Ok")).isInstanceOf(Ruling.Allowed.class);
        }
        assertThat(says(limits, "shop", "user3", "Buy now, buy cheap!")).isEqualTo(new Ruling.Spam("one text to many"));
        assertThat(says(limits, "shop", "user3", "Ok")).isInstanceOf(Ruling.Allowed.class);
        assertThat(says(limits, "shop", "user3", "Something else, to you")).isInstanceOf(Ruling.Allowed.class);
        now.updateAndGet(at -> at.plusSeconds(60));
        assertThat(says(limits, "shop", "user3", "Buy now, buy cheap!")).isInstanceOf(Ruling.Allowed.class);
    }

    @Test
    void many_recipients_at_once_are_spam() {
        var limits = limits(1_000, 100, 2, 100);
        says(limits, "alice", "bob", "hi");
        says(limits, "alice", "carol", "hi");
        assertThat(says(limits, "alice", "dave", "hi")).isEqualTo(new Ruling.Spam("recipients of one user"));
        assertThat(says(limits, "alice", "bob", "you again")).isInstanceOf(Ruling.Allowed.class);
    }

    @Test
    void who_is_barred_sends_nothing() {
        var limits = limits(10, 10, 10, 10);
        barred.add("mallory");
        assertThat(limits.rule("mallory", "bob", Optional.empty())).isInstanceOf(Ruling.Barred.class);
        assertThat(limits.rule("bob", "mallory", Optional.empty())).isInstanceOf(Ruling.Allowed.class);
    }
}
