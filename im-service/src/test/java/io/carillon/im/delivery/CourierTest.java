package io.carillon.im.delivery;

import static io.carillon.im.delivery.StepTest.NOW;
import static io.carillon.im.delivery.StepTest.pending;
import static io.carillon.im.delivery.StepTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.im.store.MemoryHistory;
import io.carillon.im.store.State;
import io.carillon.im.store.StoreAway;
import io.carillon.node.cdr.MemoryCdrs;
import io.carillon.node.trace.TraceSink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ends that come late, stores that come and go: without a network. */
class CourierTest {
    private static final String BOB = "tel:+4915112345";
    private final Clock clock = Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC);
    private final MemoryOutbox outbox = new MemoryOutbox();
    private final MemorySchedule schedule = new MemorySchedule();
    private final MemoryHistory history = new MemoryHistory();
    private final MemoryCdrs cdrs = new MemoryCdrs();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger sent = new AtomicInteger();
    private final Endings endings = endings(outbox);
    private final Courier courier = courier(outbox);

    private Endings endings(Outbox box) {
        return new Endings(
                box, history, schedule, cdrs, meters, "im-1", (ended, outcome) -> Optional.empty(), ended -> {});
    }

    private Courier courier(Outbox box) {
        return courier(box, clock);
    }

    private Courier courier(Outbox box, Clock time) {
        var settings = new Courier.Settings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofMillis(10),
                4,
                new RetryPlan(List.of(Duration.ofSeconds(5))));
        Carrier carrier = attempt -> {
            sent.incrementAndGet();
            throw new StoreAway("a carrier without a way");
        };
        return new Courier(box, schedule, carrier, endings, settings, TraceSink.OFF, time);
    }

    @AfterEach
    void stop() {
        courier.close();
    }

    @Test
    void an_orphaned_end_is_told_once_more() {
        var done = pending(BOB, Progress.waiting(NOW).done(new Outcome(State.DELIVERED, NOW, "")));
        outbox.put(done);
        schedule.wake(BOB, NOW, false);
        courier.start();
        await().until(() -> outbox.of(BOB, 1).isEmpty());
        assertThat(cdrs.events())
                .singleElement()
                .satisfies(cdr -> assertThat(cdr.id()).isEqualTo("im-" + done.id()));
        assertThat(meters.counter("carillon.im.messages", "kind", "sms", "state", "delivered")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void an_end_that_is_being_told_keeps_nobody_waiting() {
        var two = Stream.of("one", "other")
                .map(origin -> pending(BOB, origin, Progress.waiting(NOW), false))
                .sorted(Comparator.comparing(Pending::id))
                .toList();
        var first = two.getFirst();
        outbox.put(first.with(first.progress().done(new Outcome(State.DELIVERED, clock.instant(), ""))));
        outbox.put(two.getLast());
        courier.start();
        courier.wake(BOB, NOW, false);
        await().until(() -> sent.get() == 1);
    }

    @Test
    void a_text_whose_sender_waits_keeps_nobody_else_waiting() {
        var first = text(BOB, "text", Progress.waiting(NOW).sent(clock.instant().plusSeconds(30)));
        outbox.put(first);
        outbox.put(later(BOB));
        courier.start();
        courier.wake(BOB, NOW, false);
        await().until(() -> sent.get() == 1);
        assertThat(outbox.find(first.ticket())).contains(first);
    }

    private static Pending later(String recipient) {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> pending(recipient, "behind it " + i, Progress.waiting(NOW), false))
                .filter(each -> each.id()
                                .compareTo(text(recipient, "text", Progress.waiting(NOW))
                                        .id())
                        > 0)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_text_is_written_whole_when_its_end_is_known() {
        var fresh = text(BOB, "text", Progress.waiting(NOW).sent(NOW));
        outbox.put(fresh);
        endings.endAtLast(fresh, new Outcome(State.DELIVERED, NOW.plusSeconds(1), ""));
        assertThat(history.look(fresh.stored())).hasValueSatisfying(written -> {
            assertThat(written.text()).contains("hello");
            assertThat(written.states()).isEqualTo(Map.of(State.ACCEPTED, NOW, State.DELIVERED, NOW.plusSeconds(1)));
        });
        assertThat(outbox.of(BOB, 1)).isEmpty();
    }

    @Test
    void what_a_dead_node_has_told_of_a_text_is_told_again_and_the_text_is_not_sent() {
        var fresh = text(BOB, "text", Progress.waiting(NOW).sent(NOW.plusSeconds(35)));
        outbox.put(fresh);
        endings.stays(fresh);
        history.change(fresh.stored(), State.DELIVERED, NOW.plusSeconds(1), "");
        courier.start();
        courier.wake(BOB, NOW, false);
        await().until(() -> outbox.of(BOB, 1).isEmpty());
        assertThat(sent).hasValue(0);
        assertThat(cdrs.events())
                .singleElement()
                .satisfies(cdr -> assertThat(cdr.answer()).isEqualTo(NOW.plusSeconds(1)));
    }

    @Test
    void a_text_that_nobody_has_told_of_is_sent_again_and_stands_in_the_history() {
        var fresh = text(BOB, "text", Progress.waiting(NOW).sent(NOW.plusSeconds(35)));
        outbox.put(fresh);
        courier.start();
        courier.wake(BOB, NOW, false);
        await().until(this::waits);
        assertThat(history.look(fresh.stored()).orElseThrow().state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void an_attempt_that_fails_inside_is_kept_for_later() {
        outbox.put(pending(BOB, Progress.waiting(NOW)));
        courier.start();
        courier.wake(BOB, NOW, false);
        await().until(() -> sent.get() == 1 && waits());
        assertThat(outbox.of(BOB, 1).getFirst().progress().due())
                .isEqualTo(clock.instant().plusSeconds(5));
    }

    /** It stands still as soon as the attempt is stored, until that should have ended. */
    @Test
    void an_attempt_of_a_node_that_was_slow_does_not_go_out() {
        outbox.put(pending(BOB, Progress.waiting(NOW)));
        InstantSource slow = () -> NOW.plusSeconds(Step.isSent(outbox.of(BOB, 1).getFirst()) ? 600 : 60);
        try (var late = courier(outbox, slow.withZone(ZoneOffset.UTC))) {
            late.start();
            late.wake(BOB, NOW, false);
            await().until(() ->
                    waits() && outbox.of(BOB, 1).getFirst().progress().attempts() == 1);
        }
        assertThat(sent).hasValue(0);
    }

    private boolean waits() {
        return outbox.of(BOB, 1).getFirst().progress().phase() == Progress.Phase.WAITING;
    }

    @Test
    void an_end_is_written_down_when_the_store_is_back() {
        var failures = new AtomicInteger(2);
        var pending = pending(BOB, Progress.waiting(NOW).sent(NOW));
        outbox.put(pending);
        Outbox flaky = new FlakyOutbox(outbox, failures);
        endings(flaky).endAtLast(pending, new Outcome(State.DELIVERED, NOW, ""));
        assertThat(failures).hasValue(0);
        assertThat(outbox.of(BOB, 1)).isEmpty();
    }

    @Test
    void a_node_whose_store_is_away_leaves_recipients_to_others() {
        outbox.put(pending(BOB, Progress.waiting(NOW)));
        schedule.wake(BOB, NOW, false);
        try (var storeless = courier(new FlakyOutbox(outbox, new AtomicInteger(Integer.MAX_VALUE)))) {
            storeless.start();
            await().until(() -> schedule.claim(clock.instant(), Duration.ofSeconds(5), 1).stream()
                    .anyMatch(claim -> claim.recipient().equals(BOB)));
        }
        assertThat(sent).hasValue(0);
    }

    @Test
    void recovery_schedules_what_the_schedule_lost() {
        outbox.put(pending(BOB, Progress.waiting(NOW.plusSeconds(9))));
        new Recovery(outbox, schedule, Duration.ofMinutes(10), clock).tick();
        assertThat(schedule.claim(clock.instant(), Duration.ofSeconds(5), 1))
                .extracting(Schedule.Claim::recipient)
                .containsExactly(BOB);
    }

    @Test
    void recovery_tries_again_while_the_store_is_away() {
        outbox.put(pending(BOB, Progress.waiting(NOW)));
        var recovery =
                new Recovery(new FlakyOutbox(outbox, new AtomicInteger(1)), schedule, Duration.ofMinutes(10), clock);
        recovery.tick();
        assertThat(schedule.claim(clock.instant(), Duration.ofSeconds(5), 1)).isEmpty();
        recovery.tick();
        assertThat(schedule.claim(clock.instant(), Duration.ofSeconds(5), 1)).hasSize(1);
    }
}
