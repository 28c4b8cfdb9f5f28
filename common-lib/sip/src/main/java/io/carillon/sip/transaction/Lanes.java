package io.carillon.sip.transaction;

import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on virtual threads, in order for one key (a Call-ID) and side by side for different keys, up to a bound.
 */
public final class Lanes {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final ConcurrentHashMap<String, ArrayDeque<Runnable>> lanes = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int bound;
    private final Surroundings surroundings;

    /** What a task runs in, such as the trace's knowledge of the call. */
    @FunctionalInterface
    public interface Surroundings {
        Surroundings NONE = (key, task) -> task.run();

        void run(String key, Runnable task);
    }

    Lanes(int bound, Surroundings surroundings) {
        this.bound = bound;
        this.surroundings = surroundings;
    }

    /** Takes the task, or says false when the bound is reached. */
    public boolean run(String key, Runnable task) {
        if (waiting.incrementAndGet() > bound) {
            waiting.decrementAndGet();
            return false;
        }
        var first = new boolean[1];
        lanes.compute(key, (ignored, lane) -> {
            var queue = lane == null ? new ArrayDeque<Runnable>(2) : lane;
            first[0] = lane == null;
            queue.add(task);
            return queue;
        });
        if (first[0]) {
            Thread.ofVirtual().start(() -> drain(key));
        }
        return true;
    }

    /** An empty lane is removed in the same atomic step that sees it empty, so that no task is left behind. */
    private void drain(String key) {
        var next = new Runnable[1];
        while (true) {
            next[0] = null;
            lanes.computeIfPresent(key, (ignored, queue) -> {
                next[0] = queue.poll();
                return next[0] == null ? null : queue;
            });
            var task = next[0];
            if (task == null) {
                return;
            }
            runOne(key, task);
        }
    }

    /** An Error of one task, a stack overflow say, must not leave the lane blocked for good. */
    private void runOne(String key, Runnable task) {
        try {
            surroundings.run(key, task);
        } catch (Throwable e) {
            LOG.error("A task of call {} failed", key, e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Tasks that run or wait. */
    public int size() {
        return waiting.get();
    }
}
