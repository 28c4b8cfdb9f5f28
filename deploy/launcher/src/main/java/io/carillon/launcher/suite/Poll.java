package io.carillon.launcher.suite;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what tells nobody when it happens. */
public final class Poll {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Poll() {}

    /** Whether it came true in time. */
    public static boolean within(Duration deadline, BooleanSupplier condition) {
        return within(deadline, PAUSE, condition);
    }

    /** Whether it came true in time. @param pause between two looks: a look may cost the one that is looked at */
    static boolean within(Duration deadline, Duration pause, BooleanSupplier condition) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        return true;
    }

    static void until(Duration deadline, BooleanSupplier condition) {
        if (!within(deadline, condition)) {
            throw new SuiteException("it did not come true within " + deadline.toSeconds() + " s");
        }
    }
}
