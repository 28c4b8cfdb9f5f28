package io.carillon.im.delivery;

import io.carillon.im.store.History;
import io.carillon.im.store.Kind;
import io.carillon.im.store.MessageId;
import io.carillon.im.store.State;
import io.carillon.im.store.StoreAway;
import io.carillon.im.store.StoredMessage;
import io.carillon.node.cdr.CdrEvent;
import io.carillon.node.cdr.CdrSink;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of a message's end: history, record, report to the sender; then it leaves the outbox. Every step may be done
 * twice, so that a node which dies between them is followed by one that does them all.
 */
public final class Endings {
    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

    private static final int MOST_ATTEMPTS = 600;
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final Outbox outbox;
    private final History history;
    private final Schedule schedule;
    private final CdrSink cdrs;
    private final MeterRegistry meters;
    private final String node;
    private final BiFunction<Pending, Outcome, Optional<Pending>> reports;
    private final Consumer<Pending> leftovers;
    private final Set<MessageId> inHand = ConcurrentHashMap.newKeySet();

    /**
     * @param reports makes the status report that the sender of a short message wants
     * @param leftovers removes what is kept of a message beside the outbox
     */
    public Endings(
            Outbox outbox,
            History history,
            Schedule schedule,
            CdrSink cdrs,
            MeterRegistry meters,
            String node,
            BiFunction<Pending, Outcome, Optional<Pending>> reports,
            Consumer<Pending> leftovers) {
        this.outbox = outbox;
        this.history = history;
        this.schedule = schedule;
        this.cdrs = cdrs;
        this.meters = meters;
        this.node = node;
        this.reports = reports;
        this.leftovers = leftovers;
    }

    /** Ends the message, unless another node has just moved it on: then false. */
    public boolean end(Pending pending, Outcome outcome) {
        var done = pending.with(pending.progress().done(outcome));
        if (!outbox.replace(pending, done)) {
            return false;
        }
        tell(done, outcome);
        return true;
    }

    /**
     * Ends the message, however long the store is away: it has come to its end, and who does not write that down doubles
     * it. On a virtual thread.
     */
    public void endAtLast(Pending pending, Outcome outcome) {
        if (pending.isFresh() && isToldAtOnce(pending, outcome)) {
            return;
        }
        inHand.add(pending.id());
        try {
            for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
                try {
                    end(pending, outcome);
                    return;
                } catch (StoreAway e) {
                    LOG.info("The end of message {} is not stored yet: {}", pending.id(), e.why());
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            LOG.error("The end of message {} ({}) could not be stored", pending.id(), outcome.state());
        } finally {
            inHand.remove(pending.id());
        }
    }

    /** This node knows its end, and writes it down as soon as the store is back. */
    boolean isInHand(Pending pending) {
        return inHand.contains(pending.id());
    }

    /** One write: whoever finds it in the outbox behind that asks {@link #known} first, and sends it to nobody again. */
    private boolean isToldAtOnce(Pending fresh, Outcome outcome) {
        try {
            tell(fresh.with(fresh.progress().done(outcome)), outcome);
            return true;
        } catch (StoreAway e) {
            LOG.info("The end of message {} goes by the outbox: {}", fresh.id(), e.why());
            return false;
        }
    }

    /** What the node that made the first attempt has told of it before it died. */
    Optional<Outcome> known(Pending overdue) {
        return overdue.isFresh()
                ? history.look(overdue.stored())
                        .flatMap(each -> Optional.ofNullable(each.states().get(State.DELIVERED)))
                        .map(at -> new Outcome(State.DELIVERED, at, ""))
                : Optional.empty();
    }

    /** The message is not at its end after its first attempt, or not for a while: now the history must know it. */
    public void stays(Pending pending) {
        if (pending.isFresh()) {
            history.record(whole(pending));
        }
    }

    /** The phone will take it later: its history says why it waits. */
    public void waits(Pending pending, String why) {
        if (pending.kind().isMessage()) {
            history.change(pending.stored(), State.ACCEPTED, pending.accepted(), why);
        }
    }

    private static StoredMessage whole(Pending fresh) {
        return StoredMessage.accepted(
                fresh.id(),
                fresh.kind(),
                fresh.sender(),
                fresh.recipient(),
                fresh.contentType(),
                PageText.of(fresh.contentType(), fresh.body()),
                fresh.accepted());
    }

    /** @param done a message whose end is in the outbox, or a fresh one whose end is only known */
    void tell(Pending done, Outcome outcome) {
        if (done.isFresh()) {
            history.record(whole(done).in(outcome.state(), outcome.at(), outcome.why()));
        } else if (done.kind().isMessage()) {
            history.change(done.stored(), outcome.state(), outcome.at(), outcome.why());
        }
        if (done.kind().isMessage()) {
            record(done, outcome);
        }
        reports.apply(done, outcome).ifPresent(report -> {
            outbox.put(report);
            schedule.wake(report.recipient(), outcome.at(), false);
        });
        if (atOnce(done)) {
            outbox.leave(done);
        } else {
            outbox.remove(done);
        }
        leftovers.accept(done);
        count(done.kind(), outcome.state());
        LOG.debug("Message {} to {}: {} {}", done.id(), done.recipient(), outcome.state(), outcome.why());
    }

    /** In page mode, by the first attempt: nobody looks behind it at once for what comes next. */
    private static boolean atOnce(Pending done) {
        return done.isFresh() || done.kind() == Kind.NOTICE && done.progress().attempts() == 1;
    }

    /** A message that was never taken: its record only. */
    public void refused(Pending pending, Instant at, String why) {
        record(pending, new Outcome(State.FAILED, at, why));
        count(pending.kind(), State.FAILED);
    }

    public void accepted(Pending pending) {
        count(pending.kind(), State.ACCEPTED);
    }

    private void count(Kind kind, State state) {
        meters.counter(
                        "carillon.im.messages",
                        "kind",
                        kind.name().toLowerCase(Locale.ROOT),
                        "state",
                        state.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    private static String service(Kind kind) {
        return switch (kind) {
            case SMS, STATUS_REPORT -> "sms";
            case TEXT, NOTICE -> "pager";
            case SESSION, LARGE -> "large";
            case FILE -> "file";
        };
    }

    /** Its id is the message's, so that it is one record whoever writes it, and however often. */
    private void record(Pending pending, Outcome outcome) {
        boolean sms = pending.kind() == Kind.SMS;
        boolean delivered = outcome.state() == State.DELIVERED;
        cdrs.write(new CdrEvent(
                "im-" + pending.id(),
                CdrEvent.Kind.MESSAGE,
                pending.accepted(),
                delivered ? outcome.at() : null,
                outcome.at(),
                pending.sender(),
                pending.recipient(),
                sms ? pending.sender() : pending.recipient(),
                sms ? CdrEvent.Role.ORIG : CdrEvent.Role.TERM,
                delivered ? "delivered" : outcome.why(),
                pending.icid(),
                pending.callId(),
                node,
                Map.of(
                        "state", outcome.state().name().toLowerCase(Locale.ROOT),
                        "service", service(pending.kind()),
                        "attempts", Integer.toString(pending.progress().attempts()),
                        "deliveryCallId", pending.ticket().callId())));
    }
}
