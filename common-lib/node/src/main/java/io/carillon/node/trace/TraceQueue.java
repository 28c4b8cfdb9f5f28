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

/**
 * Events that wait to leave the node, as they will leave it: in batches, bounded. When there is no room the oldest batch is
 * lost. Who adds an event wakes the reader only if nothing waited before, or a batch is full.
 */
final class TraceQueue {
    /**
     * What one record of Kafka holds, near enough: it costs the node and the broker as much as dozens of events. It is packed
     * while the processor's cache still holds it.
     */
    private static final int BATCH = 192_000;

    /** As many are written and read at a time. */
    private static final int SPARES = 4;

    private final TraceMask mask;
    private final long most;
    private final Deque<TraceBatch> full = new ArrayDeque<>();
    private TraceBatch open;
    /** Written and read already, to be written again. */
    private final Deque<TraceBatch> spares = new ArrayDeque<>(SPARES);

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
        octets += open.size() - before;
        boolean first = events++ == 0;
        if (open.size() >= BATCH) {
            full.add(open);
            open = empty();
            notifyAll();
        } else if (first) {
            notifyAll();
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

    /** Waits until there is something, and then for company: so long, or until a batch is full. */
    synchronized void await(Duration linger) throws InterruptedException {
        while (events == 0) {
            wait();
        }
        long end = System.nanoTime() + linger.toNanos();
        for (long left = linger.toMillis(); left > 0 && full.isEmpty(); left = millisUntil(end)) {
            wait(left);
        }
    }

    private static long millisUntil(long end) {
        return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }

    /** The full batches, the oldest first, or else the one that is not; give them back when they are read. */
    synchronized List<TraceBatch> take() {
        if (full.isEmpty() && open.events() > 0) {
            full.add(open);
            open = empty();
        }
        List<TraceBatch> taken = new ArrayList<>(full);
        full.clear();
        taken.forEach(this::left);
        return taken;
    }

    private TraceBatch empty() {
        var known = spares.poll();
        return known == null ? new TraceBatch(mask) : known;
    }

    synchronized void reuse(TraceBatch read) {
        if (spares.size() < SPARES && read.size() < 2 * BATCH) {
            read.clear();
            spares.add(read);
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
