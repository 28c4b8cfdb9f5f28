package io.carillon.im.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every count of messages keeps to, with a clock that the test turns. */
public abstract class RatesContract {
    private static final Ruling ALLOWED = new Ruling.Allowed();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    private final String run = UUID.randomUUID().toString();
    private final InstantSource source = now::get;
    protected final Clock clock = source.withZone(ZoneOffset.UTC);

    protected abstract Rates rates(LimitProperties limits);

    protected static LimitProperties limits(int perUser, int perPair, int recipients, int repetitions) {
        return new LimitProperties(perUser, perPair, recipients, repetitions, Duration.ofMinutes(1), 100);
    }

    protected Ruling says(Rates rates, String sender, String recipient, String text) {
        return rates.count(sender + run, recipient, Optional.of(text)).orElseThrow();
    }

    protected void areAllowed(int messages, Rates rates, String sender, String recipient) {
        for (int i = 0; i < messages; i++) {
            assertThat(says(rates, sender, recipient, "text number " + i)).isEqualTo(ALLOWED);
        }
    }

    @Test
    void a_user_s_rate_is_refilled_as_time_goes_by() {
        var rates = rates(limits(6, 100, 100, 100));
        areAllowed(6, rates, "alice", "bob");
        assertThat(says(rates, "alice", "bob", "one too many")).isEqualTo(Ruling.TooMany.OF_ONE);
        areAllowed(1, rates, "carol", "bob");
        now.updateAndGet(at -> at.plusSeconds(10));
        areAllowed(1, rates, "alice", "bob");
        assertThat(says(rates, "alice", "bob", "and no more")).isEqualTo(Ruling.TooMany.OF_ONE);
    }

    @Test
    void a_pair_s_rate_leaves_others_alone() {
        var rates = rates(limits(100, 2, 100, 100));
        areAllowed(2, rates, "alice", "bob");
        assertThat(says(rates, "alice", "bob", "3")).isEqualTo(Ruling.TooMany.TO_ONE);
        areAllowed(2, rates, "alice", "carol");
    }

    @Test
    void one_text_to_many_is_spam_and_a_short_one_is_not() {
        var rates = rates(limits(1_000, 100, 1_000, 3));
        var text = "Buy now, buy cheap!";
        for (int i = 0; i < 3; i++) {
            assertThat(says(rates, "shop", "user" + i, text)).isEqualTo(ALLOWED);
            assertThat(says(rates, "shop", "user" + i, "Ok")).isEqualTo(ALLOWED);
        }
        assertThat(says(rates, "shop", "user3", text)).isEqualTo(Ruling.Spam.REPETITION);
        assertThat(says(rates, "shop", "user4", text)).isEqualTo(Ruling.Spam.REPETITION);
        assertThat(says(rates, "shop", "user0", text)).as("from now on").isEqualTo(Ruling.Spam.REPETITION);
        assertThat(says(rates, "shop", "user3", "Ok")).isEqualTo(ALLOWED);
        areAllowed(1, rates, "shop", "user3");
        now.updateAndGet(at -> at.plusSeconds(60));
        assertThat(says(rates, "shop", "user3", text)).isEqualTo(ALLOWED);
    }

    @Test
    void many_recipients_at_once_are_spam() {
        var rates = rates(limits(1_000, 100, 2, 100));
        areAllowed(1, rates, "alice", "bob");
        areAllowed(1, rates, "alice", "carol");
        assertThat(says(rates, "alice", "dave", "hi")).isEqualTo(Ruling.Spam.FAN_OUT);
        areAllowed(1, rates, "alice", "bob");
    }
}
