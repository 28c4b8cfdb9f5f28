package io.carillon.node.trace;

import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceSink.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait to leave the node, as they will leave it: in batches, bounded. When there is no room the oldest batch is
 * lost. Who adds an event wakes the reader only if nothing waited before, or much does now.
 */
final class TraceQueue {
    /** What one record of Kafka holds, near enough: each costs the node and the broker as much as hundreds of events. */
    private static final int BATCH = 256_000;

    private final TraceMask mask;
    private final long most;
    private final Deque<TraceBatch> full = new ArrayDeque<>();
    private TraceBatch open;
    /** Written and read already, to be written again. */
    private @Nullable TraceBatch spare;

    private long octets;
    private int events;

    /** @param most octets that wait */
    TraceQueue(TraceMask mask, long most) {
        this.mask = mask;
        this.most = most;
        this.open = new TraceBatch(mask);
    }

    /** How many events were lost for it. */
    synchronized int add(Instant time, String node, Direction direction, String remote, Wire message) {
        int before = open.size();
        return added(before, open.add(time, node, direction, remote, message));
    }

    /** How many events were lost for it. */
    synchronized int add(TraceEvent event) {
        int before = open.size();
        return added(before, open.add(event));
    }

    private int added(int before, boolean taken) {
        if (!taken) {
            return 1;
        }
        boolean crowded = isCrowded();
        octets += open.size() - before;
        if (events++ == 0 || isCrowded() && !crowded) {
            notifyAll();
        }
        if (open.size() >= BATCH) {
            full.add(open);
            open = empty();
        }
        int lost = 0;
        while (octets > most && !full.isEmpty()) {
            var oldest = full.remove();
            lost += oldest.events();
            left(oldest);
            reuse(oldest);
        }
        return lost;
    }

    /** Waits until there is something, and then for company: so long, or until a good part of the room is taken. */
    synchronized void await(Duration linger) throws InterruptedException {
        while (events == 0) {
            wait();
        }
        long end = System.nanoTime() + linger.toNanos();
        for (long left = linger.toMillis(); left > 0 && !isCrowded(); left = millisUntil(end)) {
            wait(left);
        }
    }

    private static long millisUntil(long end) {
        return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }

    private boolean isCrowded() {
        return octets > most / 4;
    }

    /** All that waits, the oldest first; give them back when they are read. */
    synchronized List<TraceBatch> take() {
        List<TraceBatch> taken = new ArrayList<>(full);
        full.clear();
        if (open.events() > 0) {
            taken.add(open);
            open = empty();
        }
        octets = 0;
        events = 0;
        return taken;
    }

    private TraceBatch empty() {
        var known = spare;
        spare = null;
        return known == null ? new TraceBatch(mask) : known;
    }

    synchronized void reuse(TraceBatch read) {
        if (read.size() < 2 * BATCH) {
            read.clear();
            spare = read;
        }
    }

    private void left(TraceBatch batch) {
        octets -= batch.size();
        events -= batch.events();
    }

    synchronized int events() {
        return events;
    }
}
