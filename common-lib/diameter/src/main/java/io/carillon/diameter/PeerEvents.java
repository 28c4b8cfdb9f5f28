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

    /** The jitter of RFC 3539 §3.4.1: by so much a watchdog's interval may be longer, of a short one by a third. */
    private static final Duration JITTER = Duration.ofSeconds(2);

    private static final int PARTS = 3;
    /** The machine looks so often at the time in an interval. */
    private static final int LOOKS = 2;

    private final long patience;

    PeerEvents(int most, Duration watchdog) {
        super(most);
        long jitter = Math.min(watchdog.dividedBy(PARTS).toNanos(), JITTER.toNanos());
        this.patience = (watchdog.toNanos() + jitter) / LOOKS;
    }

    @Override
    public @Nullable StateEvent poll(long timeout, TimeUnit unit) throws InterruptedException {
        return super.poll(Math.max(unit.toNanos(timeout), patience), TimeUnit.NANOSECONDS);
    }
}
