package io.carillon.im.delivery;

import io.carillon.im.store.History;
import io.carillon.im.store.Kind;
import io.carillon.im.store.State;
import io.carillon.im.store.StoreAway;
import io.carillon.node.cdr.CdrEvent;
import io.carillon.node.cdr.CdrSink;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
    }

    /** @param done a message whose end is in the outbox */
    void tell(Pending done, Outcome outcome) {
        if (done.kind().isMessage()) {
            history.change(done.stored(), outcome.state(), outcome.at(), outcome.why());
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
        return done.progress().attempts() == 1 && (done.kind() == Kind.TEXT || done.kind() == Kind.NOTICE);
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
