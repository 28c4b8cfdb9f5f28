package io.carillon.im.delivery;

import static io.carillon.im.delivery.StepTest.NOW;
import static io.carillon.im.delivery.StepTest.pending;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.charging.MessageCharging;
import io.carillon.im.policy.MessagePolicy;
import io.carillon.im.store.History;
import io.carillon.im.store.MemoryHistory;
import io.carillon.im.store.State;
import io.carillon.im.store.StoredMessage;
import io.carillon.node.cdr.MemoryCdrs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same submission once more, at every moment of what it repeats. */
class IntakeTest {
    private static final String BOB = "tel:+4915112345";
    private static final MessageCharging FREE = new MessageCharging() {
        @Override
        public Debit debit(ChargedMessage message) {
            return new Debit.Paid();
        }

        @Override
        public void refund(ChargedMessage message) {}
    };

    private final Pending submitted = pending(BOB, Progress.waiting(NOW));
    private final MemoryOutbox outbox = new MemoryOutbox();
    private final MemoryHistory history = new MemoryHistory();

    private Intake intake(History seen) {
        var endings = new Endings(
                outbox,
                history,
                new MemorySchedule(),
                new MemoryCdrs(),
                new SimpleMeterRegistry(),
                "im-1",
                (ended, outcome) -> Optional.empty(),
                ended -> {});
        return new Intake(
                outbox, seen, FREE, endings, MessagePolicy.NONE, true, Clock.fixed(NOW.plusSeconds(1), ZoneOffset.UTC));
    }

    private boolean repeated(Intake intake, boolean known) {
        var taken = (Intake.Taken.Accepted) intake.take(submitted, Optional.of("once"), known);
        return taken.repeated();
    }

    private void delivered() {
        history.change(submitted.stored(), State.DELIVERED, NOW, "");
        outbox.remove(submitted);
    }

    @Test
    void while_the_first_waits_or_after_it_was_delivered() {
        var intake = intake(history);
        assertThat(repeated(intake, false)).isFalse();
        assertThat(repeated(intake, true)).isTrue();
        assertThat(outbox.of(BOB, 10)).hasSize(1);
        delivered();
        assertThat(repeated(intake, true)).isTrue();
        assertThat(outbox.of(BOB, 10)).isEmpty();
    }

    @Test
    void while_the_first_is_being_delivered() {
        assertThat(repeated(intake(history), false)).isFalse();
        // Its end comes when the repetition has looked for it and is about to be stored.
        History meanwhile = new History() {
            @Override
            public void record(StoredMessage message) {
                history.record(message);
                delivered();
            }

            @Override
            public void change(StoredMessage message, State state, Instant at, String why) {
                history.change(message, state, at, why);
            }

            @Override
            public Page find(Query query) {
                return history.find(query);
            }

            @Override
            public Optional<StoredMessage> look(StoredMessage message) {
                return history.look(message);
            }

            @Override
            public long delete(java.util.Set<String> users) {
                return history.delete(users);
            }
        };
        assertThat(repeated(intake(meanwhile), true)).isTrue();
        assertThat(outbox.of(BOB, 10)).isEmpty();
    }

    @Test
    void while_the_node_that_heard_of_it_first_is_slow() {
        var intake = intake(history);
        assertThat(repeated(intake, true)).isFalse();
        history.change(submitted.stored(), State.DELIVERED, NOW, "");
        var stored = outbox.of(BOB, 1).getFirst();
        outbox.remove(stored.with(stored.progress().done(new Outcome(State.DELIVERED, NOW, ""))));
        assertThat(repeated(intake, false)).isTrue();
        assertThat(outbox.of(BOB, 10)).isEmpty();
    }

    @Test
    void after_a_node_that_died_before_it_was_stored() {
        assertThat(repeated(intake(history), true)).isFalse();
        assertThat(outbox.of(BOB, 10)).singleElement().satisfies(waiting -> {
            assertThat(waiting.progress().phase()).isEqualTo(Progress.Phase.WAITING);
            assertThat(waiting.progress().attempts()).isZero();
        });
    }
}
