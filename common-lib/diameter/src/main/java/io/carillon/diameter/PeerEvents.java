package io.carillon.diameter;

import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jdiameter.api.app.StateEvent;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a peer state machine. jDiameter asks it ten times a second, to look at its timers in between; those run
 * for seconds, so an empty queue may keep it waiting longer.
 */
final class PeerEvents extends LinkedBlockingQueue<StateEvent> {
    @Serial
    private static final long serialVersionUID = 1;

    /** A watchdog interval that may be a sixth longer is within the jitter of RFC 3539 §3.4.1. */
    private static final int PARTS = 6;

    private final long patience;

    PeerEvents(int most, Duration watchdog) {
        super(most);
        this.patience = watchdog.dividedBy(PARTS).toNanos();
    }

    @Override
    public @Nullable StateEvent poll(long timeout, TimeUnit unit) throws InterruptedException {
        return super.poll(Math.max(unit.toNanos(timeout), patience), TimeUnit.NANOSECONDS);
    }
}
