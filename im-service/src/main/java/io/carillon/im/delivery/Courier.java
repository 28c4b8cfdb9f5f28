package io.carillon.im.delivery;

import io.carillon.im.delivery.Schedule.Claim;
import io.carillon.im.store.State;
import io.carillon.node.trace.TraceContext;
import io.carillon.node.trace.TraceSink;
import io.carillon.sip.message.SipFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is kept: recipients side by side, the messages of one recipient one after the other in the order of their
 * acceptance (TS 24.341 §5.3.3.4, TS 23.040 §3.2).
 *
 * <p>It waits for no report: a short message that the phone took stays in phase SENT until the report comes, to whichever
 * node, or until its time is up.
 */
public final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final int LOOK_AHEAD = 64;

    /**
     * @param answer how long an attempt may be without a final SIP response
     * @param report how long a phone may take for its delivery report
     * @param transfer how long a large message may take on its way to the phone
     * @param telling how long who has ended a message may take to tell of it
     * @param lease how long a recipient stays claimed by a node that does not renew
     * @param poll how often to look for recipients that are due
     * @param most recipients at once
     */
    public record Settings(
            Duration answer,
            Duration report,
            Duration transfer,
            Duration telling,
            Duration lease,
            Duration poll,
            int most,
            RetryPlan retries) {}

    private final Outbox outbox;
    private final Schedule schedule;
    private final Carrier carrier;
    private final Endings endings;
    private final Settings settings;
    private final TraceSink traces;
    private final Clock clock;
    private final Rounds rounds;

    public Courier(
            Outbox outbox,
            Schedule schedule,
            Carrier carrier,
            Endings endings,
            Settings settings,
            TraceSink traces,
            Clock clock) {
        this.outbox = outbox;
        this.schedule = schedule;
        this.carrier = carrier;
        this.endings = endings;
        this.settings = settings;
        this.traces = traces;
        this.clock = clock;
        this.rounds = new Rounds(schedule, settings, clock, this::deliver);
    }

    public void start() {
        rounds.start();
    }

    /** What is under way ends by itself; what is claimed and not begun, another node takes after the lease. */
    @Override
    public void close() {
        rounds.close();
    }

    /** Look at once: this node has just scheduled something. */
    public void nudge() {
        rounds.nudge();
    }

    /** There is something for the recipient. @return as {@link Schedule#wake} */
    public String wake(String recipient, Instant at, boolean force) {
        var mark = schedule.wake(recipient, at, force);
        if (force || !at.isAfter(clock.instant())) {
            nudge();
        }
        return mark;
    }

    /** Works on the first message until it must wait; returns until when, or nothing if none is left. */
    private Optional<Instant> deliver(Claim claim) {
        boolean forced = claim.forced();
        do { // the claim is fresh
            var first = outbox.of(claim.recipient(), 1);
            if (first.isEmpty()) {
                return Optional.empty();
            }
            var pending = next(first.getFirst());
            switch (Step.of(pending, clock.instant(), forced, settings.telling())) {
                case Step.Wait(var until) -> {
                    return Optional.of(
                            pending == first.getFirst() ? until : earlier(until, orphaned(first.getFirst())));
                }
                case Step.Finish(var outcome) -> finish(pending, outcome);
                case Step.Keep() -> {
                    if (endings.isInHand(pending)) {
                        return Optional.of(clock.instant().plus(Rounds.PAUSE));
                    }
                    endings.known(pending)
                            .ifPresentOrElse(
                                    outcome -> endings.end(pending, outcome), () -> keep(pending, "no report"));
                }
                case Step.Send() -> {
                    var sent = sent(pending);
                    var attempt = sent.map(this::carry);
                    if (attempt.filter(Attempt.UNDER_WAY::equals).isPresent()) {
                        return Optional.of(sent.get().progress().due()); // or when its report wakes the recipient
                    }
                    // An attempt that failed is not forced again: the next one is by its own time.
                    forced &= attempt.filter(Attempt.KEPT::equals).isEmpty();
                }
            }
        } while (schedule.renew(claim, clock.instant(), settings.lease()));
        return Optional.of(clock.instant().plus(settings.lease()));
    }

    /**
     * Who has ended the first one is still telling of it, or makes its first attempt while its sender waits: that keeps
     * nobody waiting for the one behind it.
     */
    private Pending next(Pending first) {
        if (!isElsewhere(first)) {
            return first;
        }
        return outbox.of(first.recipient(), LOOK_AHEAD).stream()
                .filter(Predicate.not(this::isElsewhere))
                .findFirst()
                .orElse(first);
    }

    private boolean isElsewhere(Pending pending) {
        boolean elsewhere = Step.isDone(pending) || pending.isFresh() && Step.isSent(pending);
        return elsewhere && orphaned(pending).isAfter(clock.instant());
    }

    /** By then it is gone, unless who has it in hand has died. */
    private Instant orphaned(Pending elsewhere) {
        var due = elsewhere.progress().due();
        return Step.isDone(elsewhere) ? due.plus(settings.telling()) : due;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void finish(Pending pending, Outcome outcome) {
        if (Step.isDone(pending)) {
            endings.tell(pending, outcome);
        } else {
            endings.end(pending, outcome);
        }
    }

    private void keep(Pending pending, String why) {
        var after = Step.afterFailure(pending, clock.instant(), settings.retries(), why);
        after.outcome().ifPresentOrElse(outcome -> endings.end(pending, outcome), () -> {
            endings.stays(pending);
            outbox.replace(pending, pending.with(after));
        });
    }

    /** The attempt is stored before it goes out: a node that dies in it leaves a message that is waited for, not sent twice. */
    private Optional<Pending> sent(Pending pending) {
        var patience = settings.answer().plus(pending.kind().isLarge() ? settings.transfer() : settings.report());
        var sent = pending.with(pending.progress().sent(clock.instant().plus(patience)));
        return outbox.replace(pending, sent) ? Optional.of(sent) : Optional.empty();
    }

    private Attempt carry(Pending sent) {
        return traces.enabled()
                ? TraceContext.call(Set.of(sent.ticket().callId(), sent.callId()), () -> attempted(sent))
                : attempted(sent);
    }

    /** This node was slow: another one has the message by now, or may. */
    public boolean isLate(Pending sent) {
        return !sent.progress().due().isAfter(clock.instant());
    }

    private Attempt attempted(Pending sent) {
        if (isLate(sent)) {
            return Attempt.KEPT;
        }
        try {
            return answered(sent, carrier.send(sent));
        } catch (SipFailure e) {
            return answered(sent, Carrier.Answer.ofPhone(sent, e.status()));
        }
    }

    /** What an attempt came to. */
    public enum Attempt {
        /** A phone has it, and its report is waited for. */
        UNDER_WAY,
        KEPT,
        ENDED
    }

    /** The recipient's network has answered an attempt. */
    public Attempt answered(Pending sent, Carrier.Answer answer) {
        var now = clock.instant();
        int status = answer.status();
        if (!answer.isSuccess()) {
            LOG.info("Message {} to {}: {}", sent.id(), sent.recipient(), status);
            if (Step.worthRetrying(status)) {
                keep(sent, "SIP " + status);
                return Attempt.KEPT;
            }
            endings.end(sent, new Outcome(State.FAILED, now, "SIP " + status));
            return Attempt.ENDED;
        }
        if (answer.atRecipient()) {
            endings.endAtLast(sent, new Outcome(State.DELIVERED, now, ""));
            return Attempt.ENDED;
        }
        return Attempt.UNDER_WAY;
    }
}
