package io.carillon.im.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.store.Kind;
import io.carillon.im.store.MessageId;
import io.carillon.im.store.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepTest {
    static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    private static final RetryPlan PLAN = new RetryPlan(List.of(Duration.ofSeconds(30), Duration.ofMinutes(5)));

    static Pending pending(String recipient, Progress progress) {
        return pending(recipient, "origin", progress, false);
    }

    static Pending pending(String recipient, String origin, Progress progress, boolean singleShot) {
        return Pending.of(
                new Pending.Draft(
                        MessageId.of(NOW, origin),
                        Kind.SMS,
                        "sip:alice@example.org",
                        recipient,
                        "sip:smsc@example.org",
                        false,
                        "application/vnd.3gpp.sms",
                        new byte[] {1, 2, 3},
                        NOW,
                        NOW.plusSeconds(3_600),
                        singleShot,
                        Optional.of(new Submitted(42, 0, "INTERNATIONAL", 1, "4915112", true)),
                        "call-1",
                        "icid-1"),
                progress);
    }

    static Pending text(String recipient, String origin, Progress progress) {
        return Pending.of(
                new Pending.Draft(
                        MessageId.of(NOW, origin),
                        Kind.TEXT,
                        "sip:alice@example.org",
                        recipient,
                        "sip:alice@example.org",
                        false,
                        "text/plain;charset=UTF-8",
                        "hello".getBytes(StandardCharsets.UTF_8),
                        NOW,
                        NOW.plusSeconds(3_600),
                        false,
                        Optional.empty(),
                        "call-1",
                        "icid-1"),
                progress);
    }

    private static Step step(Progress progress, long seconds, boolean forced) {
        return Step.of(pending("tel:+49151", progress), NOW.plusSeconds(seconds), forced, Duration.ofSeconds(30));
    }

    @Test
    void what_waits_is_sent_when_it_is_due_or_forced() {
        var waiting = Progress.waiting(NOW.plusSeconds(60));
        assertThat(step(waiting, 0, false)).isEqualTo(new Step.Wait(NOW.plusSeconds(60)));
        assertThat(step(waiting, 60, false)).isEqualTo(new Step.Send());
        assertThat(step(waiting, 0, true)).isEqualTo(new Step.Send());
    }

    @Test
    void what_is_under_way_is_waited_for_even_when_forced() {
        var sent = Progress.waiting(NOW).sent(NOW.plusSeconds(75));
        assertThat(sent.attempts()).isEqualTo(1);
        assertThat(step(sent, 10, true)).isEqualTo(new Step.Wait(NOW.plusSeconds(75)));
        assertThat(step(sent, 75, false)).isEqualTo(new Step.Keep());
    }

    @Test
    void what_waits_past_its_validity_has_expired() {
        var late = Progress.waiting(NOW.plusSeconds(7_200));
        assertThat(step(late, 0, false)).isEqualTo(new Step.Wait(NOW.plusSeconds(3_600)));
        assertThat(step(late, 3_600, true))
                .isEqualTo(new Step.Finish(new Outcome(State.EXPIRED, NOW.plusSeconds(3_600), "validity period")));
    }

    @Test
    void an_end_that_nobody_told_is_told_by_the_next_who_looks() {
        var outcome = new Outcome(State.DELIVERED, NOW, "");
        var done = Progress.waiting(NOW).done(outcome);
        assertThat(step(done, 1, true)).isEqualTo(new Step.Wait(NOW.plusSeconds(30)));
        assertThat(step(done, 31, false)).isEqualTo(new Step.Finish(outcome));
    }

    @Test
    void the_pauses_grow_and_the_last_is_repeated() {
        var once = pending("tel:+49151", Progress.waiting(NOW).sent(NOW));
        assertThat(Step.afterFailure(once, NOW, PLAN, "").due()).isEqualTo(NOW.plusSeconds(30));
        var third =
                pending("tel:+49151", Progress.waiting(NOW).sent(NOW).sent(NOW).sent(NOW));
        assertThat(Step.afterFailure(third, NOW, PLAN, "").due()).isEqualTo(NOW.plusSeconds(300));
    }

    @Test
    void a_single_shot_has_no_second() {
        var shot = pending("tel:+49151", "origin", Progress.waiting(NOW).sent(NOW), true);
        assertThat(Step.afterFailure(shot, NOW, PLAN, "SIP 480").outcome())
                .contains(new Outcome(State.FAILED, NOW, "SIP 480"));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 408, 480, 486, 500, 503, 504, 600})
    void away_or_busy_is_worth_another_attempt(int status) {
        assertThat(Step.worthRetrying(status)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 413, 415, 488, 501, 513, 603, 604})
    void a_refusal_is_not(int status) {
        assertThat(Step.worthRetrying(status)).isFalse();
    }

    @Test
    void a_ticket_comes_back_out_of_its_call_id() {
        var ticket = pending("tel:+49151", Progress.waiting(NOW)).ticket();
        assertThat(Ticket.parse(ticket.callId())).contains(ticket);
        assertThat(ticket.recipientKey()).isEqualTo(Ticket.recipientKey("tel:+49151"));
        for (var other : new String[] {
            "", "im-", "im-1-2", ticket.callId() + "x", ticket.callId().replace("im-0", "im-9")
        }) {
            assertThat(Ticket.parse(other)).as(other).isEmpty();
        }
    }

    @Test
    void each_attempt_has_a_reference_of_its_own() {
        var first = pending("tel:+49151", Progress.waiting(NOW).sent(NOW));
        var second = first.with(first.progress().sent(NOW));
        assertThat(second.reference()).isBetween(0, 255).isNotEqualTo(first.reference());
        assertThat(second.version()).isEqualTo(first.version() + 1);
    }
}
