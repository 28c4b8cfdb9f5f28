package io.carillon.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Tells those who wait that something has changed. */
final class Signal {
    /** After the change has been made. */
    synchronized void raise() {
        notifyAll();
    }

    /** Waits until the condition holds; false if the time is over before. */
    synchronized boolean await(BooleanSupplier condition, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
