package io.carillon.diameter;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends what has waited too long, in one thread for all nodes of this JVM. A virtual thread that waits for a limited time
 * wakes a thread of the JDK's twice, with its question and with its answer; here nobody wakes up before the first deadline
 * is there.
 */
final class Deadlines {
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private Deadlines() {}

    private static ScheduledThreadPoolExecutor clock() {
        var clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("diameter-deadlines").daemon().factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    /** @param end is quick and does not block */
    static Future<?> in(long nanos, Runnable end) {
        return CLOCK.schedule(end, nanos, TimeUnit.NANOSECONDS);
    }

    /** @param look is quick and does not block */
    static Future<?> every(Duration period, Runnable look) {
        return CLOCK.scheduleWithFixedDelay(look, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }
}
