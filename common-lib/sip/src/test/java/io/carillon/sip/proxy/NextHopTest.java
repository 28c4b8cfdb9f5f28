package io.carillon.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.transaction.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who fails or says nothing is left for the next one (RFC 3261 §16.7, RFC 3263 §4.3). */
class NextHopTest extends ProxyStage {
    private void toBobOrElseToCarol() {
        forwards((request, forward) -> Forward.to("core", new Branch(request, List.of(bob.hop(), carol.hop()))));
    }

    @Test
    void the_next_hop_is_tried_after_503_and_the_last_503_becomes_500() {
        toBobOrElseToCarol();
        sends("INVITE");
        bob.reply(bob.expect("INVITE"), 503);
        bob.expect("ACK");
        carol.reply(carol.expect("INVITE"), 503);
        carol.expect("ACK");
        alice.expect(500);
    }

    @Test
    void a_hop_that_keeps_silent_is_left_for_the_next() {
        restart(HASTY);
        toBobOrElseToCarol();
        sends("INVITE");
        bob.expect("INVITE");
        var atCarol = carol.expect("INVITE");
        carol.reply(atCarol, 200);
        alice.expect(200);
    }

    @Test
    void a_silent_hop_that_answers_after_all_stops_the_one_tried_instead() {
        restart(HASTY);
        toBobOrElseToCarol();
        sends("INVITE");
        var atBob = bob.expect("INVITE");
        carol.reply(carol.expect("INVITE"), 180);
        alice.expect(180);
        carol.rest(); // the same INVITE, sent again before the 180 was there
        bob.reply(atBob, 200);
        alice.expect(200);
        carol.expect("CANCEL");
    }

    /** RFC 4320 §4.1. */
    @Test
    void a_hop_that_takes_long_over_a_message_and_says_so_is_waited_for() {
        var timers = new Timers(250, 500, 100, 100, 60_000);
        restart(timers);
        toBobOrElseToCarol();
        sends("MESSAGE");
        var atBob = bob.expect("MESSAGE");
        bob.reply(atBob, 100);
        var late = new CountDownLatch(1);
        stack.schedule(late::countDown, Duration.ofMillis(8 * timers.t1())); // by then a silent one has been left
        assertThat(alice.expect(100).has(HeaderName.CONTACT)).as("bob's").isFalse();
        wait(late);
        bob.reply(atBob, 202);
        alice.expect(202);
        assertThat(carol.rest()).isEmpty();
    }

    @Test
    void the_service_chooses_the_next_group_after_a_failure() {
        forwards((request, forward) -> forward.otherwise(failure -> failure.status() == 486
                ? Optional.of(Forward.to("core", new Branch(request, carol.hop())))
                : Optional.empty()));
        sends("INVITE");
        bob.reply(bob.expect("INVITE"), 486);
        bob.expect("ACK");
        var atCarol = carol.expect("INVITE");
        assertThat(atCarol.has(HeaderName.RECORD_ROUTE)).isFalse();
        carol.reply(atCarol, 404);
        alice.expect(404);
    }

    @Test
    void a_cancel_while_the_service_thinks_is_answered_with_487() {
        var thinking = new CountDownLatch(1);
        var think = new CountDownLatch(1);
        forwards((request, forward) -> forward.otherwise(failure -> {
            thinking.countDown();
            wait(think);
            return Optional.of(Forward.to("core", new Branch(request, carol.hop())));
        }));
        var invite = sends("INVITE");
        bob.reply(bob.expect("INVITE"), 486);
        wait(thinking);
        alice.send(alice.sibling(invite, "CANCEL", invite.to().toString()), stack.address("core"));
        alice.expect(200);
        think.countDown();
        alice.expect(487);
        assertThat(carol.rest()).isEmpty();
    }

    private static void wait(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void no_answer_in_time_moves_on_and_the_late_answer_still_passes() {
        forwards((request, forward) -> forward.noAnswerTimeout(Duration.ofMillis(50))
                .otherwise(failure -> Optional.of(Forward.to("core", new Branch(request, carol.hop())))));
        sends("INVITE");
        var atBob = bob.expect("INVITE");
        bob.reply(atBob, 180);
        alice.expect(180);
        bob.expect("CANCEL");
        carol.expect("INVITE");
        bob.reply(atBob, 200);
        assertThat(alice.expect(200).toTag()).contains("bob");
    }

    @Test
    void a_target_that_says_nothing_at_all_gives_way_long_before_its_transaction_ends() {
        forwards((request, forward) -> forward.silence(Duration.ofMillis(100)).otherwise(failure -> {
            assertThat(failure.status()).isEqualTo(408);
            return Optional.of(Forward.to("core", new Branch(request, carol.hop())));
        }));
        sends("INVITE");
        bob.expect("INVITE");
        carol.reply(carol.expect("INVITE"), 486);
        alice.expect(486);
    }

    @Test
    void a_target_that_is_at_work_is_waited_for() {
        forwards((request, forward) -> forward.silence(Duration.ofMillis(100))
                .noAnswerTimeout(Duration.ofMillis(400))
                .otherwise(failure -> Optional.of(Forward.to("core", new Branch(request, carol.hop())))));
        sends("INVITE");
        var atBob = bob.expect("INVITE");
        bob.reply(atBob, 100);
        var atCarol = carol.expect("INVITE");
        assertThat(bob.expect("CANCEL").method()).isEqualTo("CANCEL");
        carol.reply(atCarol, 486);
        alice.expect(486);
    }

    @Test
    void a_target_of_which_is_known_that_it_is_at_work_is_waited_for() throws InterruptedException {
        var asked = new LinkedBlockingQueue<Boolean>();
        forwards((request, forward) -> forward.noAnswerTimeout(Duration.ofMillis(50), () -> asked.add(true)));
        sends("MESSAGE");
        var atBob = bob.expect("MESSAGE");
        assertThat(asked.poll(15, TimeUnit.SECONDS)).isTrue();
        bob.reply(atBob, 202);
        alice.expect(202);
    }

    @Test
    void a_target_of_which_is_known_that_it_is_not_at_work_gives_way() {
        forwards((request, forward) -> forward.noAnswerTimeout(Duration.ofMillis(50), () -> false)
                .otherwise(failure -> Optional.of(Forward.to("core", new Branch(request, carol.hop())))));
        sends("MESSAGE");
        bob.expect("MESSAGE");
        carol.reply(carol.expect("MESSAGE"), 202);
        alice.expect(202);
    }
}
