package io.carillon.node.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this node has read or written last, by its key in Redis, as long as nobody else has changed it. Of many values some are
 * forgotten. Made by {@link RedisTracking#memory}.
 *
 * @param <T> immutable
 */
public final class Remembered<T> {
    /** Of those that are too many, one in so many goes at once. */
    private static final int SHARE = 16;

    private final RedisTracking tracking;
    private final int most;
    private final ConcurrentMap<String, Entry<T>> entries = new ConcurrentHashMap<>();

    /** Told apart by what it is, not by what is in it: a reading that was overtaken must not count. */
    private static final class Entry<T> {
        /** Null while it is being read: who hears of a change meanwhile takes the entry away. */
        private final @Nullable T value;

        /** Of the tracking in which it was true. */
        private final long epoch;

        private final long until;

        private Entry(@Nullable T value, long epoch, Duration left) {
            this.value = value;
            this.epoch = epoch;
            this.until = System.nanoTime() + left.toNanos();
        }

        private @Nullable T at(long now) {
            return epoch == now && System.nanoTime() - until < 0 ? value : null;
        }
    }

    /** A value of the store, and how much longer it stands there. */
    public record Lasting<T>(T value, Duration left) {}

    Remembered(RedisTracking tracking, int most) {
        this.tracking = tracking;
        this.most = most;
    }

    /** What is remembered, else what the store has; in between nobody waits for anybody. */
    public Optional<T> find(String key, Supplier<Optional<Lasting<T>>> store) {
        long epoch = tracking.epoch();
        if (epoch == RedisTracking.OFF) {
            return store.get().map(Lasting::value);
        }
        var known = entries.get(key);
        var value = known == null ? null : known.at(epoch);
        if (value != null) {
            return Optional.of(value);
        }
        var reading = new Entry<T>(null, epoch, Duration.ZERO);
        entries.put(key, reading);
        try {
            var read = store.get();
            read.ifPresent(found -> {
                makeRoom();
                entries.replace(key, reading, new Entry<>(found.value(), epoch, found.left()));
            });
            return read.map(Lasting::value);
        } finally {
            entries.computeIfPresent(key, (same, entry) -> entry == reading ? null : entry);
        }
    }

    /**
     * This node is about to write that.
     *
     * @return false if it is not remembered
     */
    public boolean know(String key, T value, Duration kept) {
        long epoch = tracking.epoch();
        if (epoch == RedisTracking.OFF) {
            return false;
        }
        makeRoom();
        entries.put(key, new Entry<>(value, epoch, kept));
        return true;
    }

    /** Whoever wants to know it reads it. After a deletion of this node's own, when it is done. */
    public void forget(String key) {
        entries.remove(key);
    }

    void clear() {
        entries.clear();
    }

    /** In no order: what is needed again is read again. */
    private void makeRoom() {
        if (entries.size() < most) {
            return;
        }
        int tooMany = most / SHARE + 1;
        var keys = entries.keySet().iterator();
        while (tooMany-- > 0 && keys.hasNext()) {
            keys.next();
            keys.remove();
        }
    }

    public int size() {
        return entries.size();
    }
}
