package io.carillon.im.delivery;

import io.carillon.im.store.StoreAway;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Schedules what is in the outbox and not in the schedule, as after a schedule that lost its last second. */
public final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Outbox outbox;
    private final Schedule schedule;
    private final Duration interval;
    private final Clock clock;
    private Instant due = Instant.MIN;

    /** @param interval how often to look although nothing is known to be lost */
    public Recovery(Outbox outbox, Schedule schedule, Duration interval, Clock clock) {
        this.outbox = outbox;
        this.schedule = schedule;
        this.interval = interval;
        this.clock = clock;
    }

    /** Looks if it is time, or if something was lost: one pass over the outbox. To be called by one thread. */
    public void tick() {
        if (schedule.forgetful() || !clock.instant().isBefore(due)) {
            due = Instant.MIN;
            try {
                outbox.forEach(ensuring());
                due = clock.instant().plus(interval);
            } catch (StoreAway e) {
                LOG.info("Recovery will be tried again: {}", e.why());
            } catch (RuntimeException e) {
                LOG.info("Recovery will be tried again: {}", e.getMessage());
            }
        }
    }

    /** Once for all that lies together for one recipient: what is scheduled stays as it is. */
    private Consumer<Pending> ensuring() {
        var last = new AtomicReference<>("");
        return pending -> {
            if (!last.getAndSet(pending.recipient()).equals(pending.recipient())) {
                schedule.ensure(pending.recipient(), due(pending));
            }
        };
    }

    private Instant due(Pending pending) {
        var next = pending.progress().due();
        return next.isBefore(pending.expires()) ? next : clock.instant();
    }
}
