package io.carillon.tas;

import io.carillon.tas.session.ServedCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Time that passes only when the test says so, with what is planned for it. */
final class HandClock extends Clock implements ServedCall.Scheduler {
    private record Planned(Instant due, Runnable task) {}

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final List<Planned> planned = new ArrayList<>();
    private Instant now = NOON;

    @Override
    public synchronized Runnable schedule(Runnable task, Duration delay) {
        var entry = new Planned(now.plus(delay), task);
        planned.add(entry);
        return () -> drop(entry);
    }

    private synchronized void drop(Planned entry) {
        planned.remove(entry);
    }

    /** A Sunday at noon, with nothing planned. */
    synchronized void begin() {
        forget();
        now = NOON;
    }

    synchronized boolean hasPlans() {
        return !planned.isEmpty();
    }

    /** What was planned is not done: whoever planned it is gone. */
    synchronized void forget() {
        planned.clear();
    }

    /** What falls due on the way is run here, and has ended when this returns. */
    void advance(Duration step) {
        var end = instant().plus(step);
        for (var next = takeUntil(end); next != null; next = takeUntil(end)) {
            next.run();
        }
        set(end);
    }

    private synchronized @Nullable Runnable takeUntil(Instant end) {
        var next = planned.stream().min(Comparator.comparing(Planned::due)).orElse(null);
        if (next == null || next.due().isAfter(end)) {
            return null;
        }
        planned.remove(next);
        set(next.due().isAfter(now) ? next.due() : now);
        return next.task();
    }

    private synchronized void set(Instant time) {
        now = time;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
