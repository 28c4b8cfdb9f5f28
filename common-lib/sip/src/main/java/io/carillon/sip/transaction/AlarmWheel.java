package io.carillon.sip.transaction;

import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every timer of a stack: a wheel of ten-millisecond slots whose thread sleeps until the next slot with something in
 * it. An alarm sits in one slot only; one that is put off stays where it is and is asked again when that slot comes,
 * as nearly every transaction ends long before its timers.
 */
final class AlarmWheel implements AutoCloseable {
    static final long NEVER = Long.MAX_VALUE;
    private static final Logger LOG = LoggerFactory.getLogger(AlarmWheel.class);
    private static final int TICK_MILLIS = 10;
    /** 41 seconds: the timers of transactions go round once at most. */
    private static final int SLOTS = 4_096;

    private static final long NOT_QUEUED = -1;

    /** Something that has to be looked at in time. */
    abstract static class Alarm {
        private @Nullable Alarm next;
        private @Nullable Alarm previous;
        /** The tick in whose slot it sits. */
        private long tick = NOT_QUEUED;

        /** Does what is due at {@code now} and says when to ring again, or {@link #NEVER}. */
        abstract long ring(long now);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final @Nullable Alarm[] slots = new @Nullable Alarm[SLOTS];
    private final long[] occupied = new long[SLOTS / Long.SIZE];
    private final long epoch = System.nanoTime();
    private final Thread thread;
    /** Every slot up to this tick has been emptied. */
    private long swept;
    /** What the thread sleeps for; it looks for itself while it is awake. */
    private long wakeTick = Long.MIN_VALUE;

    private volatile boolean closed;

    AlarmWheel(String name) {
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /** Milliseconds on this wheel's clock. */
    long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - epoch);
    }

    /** Sees to it that the alarm rings at {@code due} or, if it sits in an earlier slot, is asked then. */
    void watch(Alarm alarm, long due) {
        boolean wake;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            long tick = Math.max((due + TICK_MILLIS - 1) / TICK_MILLIS, swept + 1);
            if (alarm.tick != NOT_QUEUED) {
                if (alarm.tick <= tick) {
                    return;
                }
                unlink(alarm);
            }
            link(alarm, tick);
            wake = tick < wakeTick;
            if (wake) {
                wakeTick = tick;
            }
        } finally {
            lock.unlock();
        }
        if (wake) {
            LockSupport.unpark(thread);
        }
    }

    /** Takes the alarm out: nothing of it is held any longer. */
    void forget(Alarm alarm) {
        lock.lock();
        try {
            if (alarm.tick != NOT_QUEUED) {
                unlink(alarm);
            }
        } finally {
            lock.unlock();
        }
    }

    private void link(Alarm alarm, long tick) {
        int slot = (int) tick & SLOTS - 1;
        var first = slots[slot];
        alarm.tick = tick;
        alarm.next = first;
        if (first != null) {
            first.previous = alarm;
        }
        slots[slot] = alarm;
        occupied[slot / Long.SIZE] |= 1L << slot;
    }

    private void unlink(Alarm alarm) {
        int slot = (int) alarm.tick & SLOTS - 1;
        var next = alarm.next;
        var previous = alarm.previous;
        if (next != null) {
            next.previous = previous;
        }
        if (previous != null) {
            previous.next = next;
        } else {
            slots[slot] = next;
            if (next == null) {
                occupied[slot / Long.SIZE] &= ~(1L << slot);
            }
        }
        alarm.next = null;
        alarm.previous = null;
        alarm.tick = NOT_QUEUED;
    }

    private void run() {
        var due = new ArrayList<Alarm>();
        while (!closed) {
            long now = now();
            long asleepUntil = sweep(now / TICK_MILLIS, due);
            if (due.isEmpty()) {
                sleep(asleepUntil);
                continue;
            }
            for (var alarm : due) {
                ring(alarm, now);
            }
            due.clear();
        }
    }

    private void ring(Alarm alarm, long now) {
        try {
            long next = alarm.ring(now);
            if (next != NEVER) {
                watch(alarm, next);
            }
        } catch (RuntimeException e) {
            LOG.error("A timer failed", e);
        }
    }

    private void sleep(long tick) {
        if (tick == NEVER) {
            LockSupport.park(this);
        } else {
            long nanos = TimeUnit.MILLISECONDS.toNanos(tick * TICK_MILLIS) - (System.nanoTime() - epoch);
            LockSupport.parkNanos(this, nanos);
        }
    }

    /** Takes out what is due in order of ticks; if there is nothing, gives the tick to sleep for. */
    private long sweep(long nowTick, ArrayList<Alarm> due) {
        lock.lock();
        try {
            wakeTick = Long.MIN_VALUE;
            long first = Math.max(swept + 1, nowTick - SLOTS + 1);
            for (long tick = first; tick <= nowTick; tick++) {
                takeDue((int) tick & SLOTS - 1, nowTick, due);
            }
            swept = Math.max(swept, nowTick);
            if (due.isEmpty()) {
                wakeTick = nextOccupied();
            }
            return wakeTick;
        } finally {
            lock.unlock();
        }
    }

    private void takeDue(int slot, long nowTick, ArrayList<Alarm> due) {
        var alarm = slots[slot];
        while (alarm != null) {
            var next = alarm.next;
            if (alarm.tick <= nowTick) {
                unlink(alarm);
                due.add(alarm);
            }
            alarm = next;
        }
    }

    private long nextOccupied() {
        long from = swept + 1;
        int start = (int) from & SLOTS - 1;
        for (int word = 0; word <= occupied.length; word++) {
            int index = (start / Long.SIZE + word) % occupied.length;
            long bits = occupied[index];
            if (word == 0) {
                bits &= -1L << start;
            }
            if (bits != 0) {
                int slot = index * Long.SIZE + Long.numberOfTrailingZeros(bits);
                return from + (slot - start & SLOTS - 1);
            }
        }
        return NEVER;
    }

    /** Nothing rings any more. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
