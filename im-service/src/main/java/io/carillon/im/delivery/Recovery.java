package io.carillon.im.delivery;

import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Schedules what is in the outbox and not in the schedule, as after a schedule that lost its last second. */
public final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Outbox outbox;
    private final Schedule schedule;
    private final Clock clock;

    public Recovery(Outbox outbox, Schedule schedule, Clock clock) {
        this.outbox = outbox;
        this.schedule = schedule;
        this.clock = clock;
    }

    /** Cheap while little is kept: one pass over the outbox. */
    public void run() {
        try {
            outbox.forEach(pending -> schedule.ensure(pending.recipient(), due(pending)));
        } catch (RuntimeException e) {
            LOG.info("Recovery will be tried again: {}", e.getMessage());
        }
    }

    private Instant due(Pending pending) {
        var due = pending.progress().due();
        return due.isBefore(pending.expires()) ? due : clock.instant();
    }
}
