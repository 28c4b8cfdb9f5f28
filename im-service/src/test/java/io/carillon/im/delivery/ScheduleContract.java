package io.carillon.im.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.delivery.Schedule.Claim;
import io.carillon.im.delivery.Schedule.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every schedule keeps to. */
public abstract class ScheduleContract {
    private static final Instant NOW = Instant.parse("2020-01-01T00:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final String bob = "sip:" + UUID.randomUUID() + "@example.org";

    protected abstract Schedule schedule();

    /** Those of this test: the store is shared. */
    private List<Claim> claim(Instant at) {
        return schedule().claim(at, LEASE, 1_000).stream()
                .filter(claim -> claim.recipient().equals(bob))
                .toList();
    }

    @Test
    void who_is_due_is_claimed_once() {
        schedule().wake(bob, NOW.plusSeconds(1), false);
        assertThat(claim(NOW)).isEmpty();
        assertThat(claim(NOW.plusSeconds(1)))
                .singleElement()
                .satisfies(claim -> assertThat(claim.forced()).isFalse());
        assertThat(claim(NOW.plusSeconds(2))).isEmpty();
    }

    @Test
    void the_earliest_wish_counts() {
        schedule().wake(bob, NOW.plusSeconds(9), false);
        schedule().wake(bob, NOW.plusSeconds(1), false);
        schedule().wake(bob, NOW.plusSeconds(5), false);
        schedule().ensure(bob, NOW);
        assertThat(claim(NOW)).isEmpty();
        assertThat(claim(NOW.plusSeconds(1))).hasSize(1);
    }

    @Test
    void another_takes_over_when_the_lease_ends() {
        schedule().wake(bob, NOW, true);
        var dead = claim(NOW).getFirst();
        assertThat(dead.forced()).isTrue();
        assertThat(claim(NOW.plusSeconds(59))).isEmpty();
        var heir = claim(NOW.plusSeconds(60)).getFirst();
        assertThat(heir.token()).isNotEqualTo(dead.token());
        assertThat(schedule().renew(dead, NOW.plusSeconds(61), LEASE)).isFalse();
        schedule().release(dead, NOW.plusSeconds(61), Optional.empty());
        assertThat(schedule().renew(heir, NOW.plusSeconds(61), LEASE)).isTrue();
    }

    @Test
    void a_renewed_lease_lasts_longer() {
        schedule().wake(bob, NOW, false);
        var claim = claim(NOW).getFirst();
        assertThat(schedule().renew(claim, NOW.plusSeconds(50), LEASE)).isTrue();
        assertThat(claim(NOW.plusSeconds(100))).isEmpty();
        assertThat(claim(NOW.plusSeconds(110))).hasSize(1);
    }

    @Test
    void who_is_released_with_nothing_left_is_gone() {
        schedule().wake(bob, NOW, false);
        schedule().release(claim(NOW).getFirst(), NOW, Optional.empty());
        assertThat(claim(NOW.plusSeconds(9_999))).isEmpty();
        schedule().wake(bob, NOW, false);
        assertThat(claim(NOW)).hasSize(1);
    }

    @Test
    void who_is_released_until_later_is_due_then() {
        schedule().wake(bob, NOW, false);
        schedule().release(claim(NOW).getFirst(), NOW, Optional.of(NOW.plusSeconds(30)));
        assertThat(claim(NOW.plusSeconds(29))).isEmpty();
        assertThat(claim(NOW.plusSeconds(30))).hasSize(1);
    }

    @Test
    void what_came_during_a_claim_is_looked_at_after_it() {
        schedule().wake(bob, NOW, false);
        var claim = claim(NOW).getFirst();
        schedule().wake(bob, NOW, true);
        assertThat(claim(NOW.plusSeconds(1))).isEmpty();
        schedule().release(claim, NOW.plusSeconds(2), Optional.empty());
        assertThat(claim(NOW.plusSeconds(2)))
                .singleElement()
                .satisfies(next -> assertThat(next.forced()).isTrue());
    }

    @Test
    void who_was_woken_for_what_is_over_is_looked_after_no_more() {
        for (int i = 0; i < 2; i++) {
            var mark = schedule().wake(bob, NOW, false);
            schedule().settle(bob, mark);
            assertThat(claim(NOW.plusSeconds(9_999))).isEmpty();
        }
    }

    @Test
    void what_came_since_is_not_settled() {
        var mark = schedule().wake(bob, NOW, false);
        schedule().wake(bob, NOW.plusSeconds(5), true);
        schedule().settle(bob, mark);
        assertThat(claim(NOW))
                .singleElement()
                .satisfies(claim -> assertThat(claim.forced()).isTrue());
    }

    @Test
    void what_was_to_be_done_before_is_not_settled() {
        schedule().wake(bob, NOW, false);
        schedule().settle(bob, schedule().wake(bob, NOW.plusSeconds(5), false));
        assertThat(claim(NOW)).hasSize(1);
    }

    @Test
    void who_is_claimed_is_not_settled() {
        var mark = schedule().wake(bob, NOW, false);
        var claim = claim(NOW).getFirst();
        schedule().settle(bob, mark);
        assertThat(schedule().renew(claim, NOW, LEASE)).isTrue();
    }

    @Test
    void no_more_are_claimed_than_wanted() {
        schedule().wake(bob, NOW.minusSeconds(99_999), false);
        assertThat(schedule().claim(NOW.minusSeconds(99_999), LEASE, 1)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void a_submission_is_first_seen_once() {
        var submission = UUID.randomUUID().toString();
        assertThat(schedule().firstSeen(submission, NOW)).isEqualTo(new Seen(NOW, false));
        assertThat(schedule().firstSeen(submission, NOW)).isEqualTo(new Seen(NOW, true));
        assertThat(schedule().firstSeen(submission, NOW.plusSeconds(5))).isEqualTo(new Seen(NOW, true));
        var other = schedule().firstSeen(submission + "x", NOW.plusSeconds(5));
        assertThat(other).isEqualTo(new Seen(NOW.plusSeconds(5), false));

        schedule().forget(submission);
        var anew = schedule().firstSeen(submission, NOW.plusSeconds(6));
        assertThat(anew).isEqualTo(new Seen(NOW.plusSeconds(6), false));
    }
}
