package io.carillon.node.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Writes that nobody waits for. Those that may come a moment later leave together then, unless something newer has taken
 * their place: what changes twice in that time is written once.
 */
public final class LaterWrites {
    private static final Logger LOG = LoggerFactory.getLogger(LaterWrites.class);
    private static final int MOST = 1_000;

    private final StringRedisTemplate redis;
    private final Duration moment;
    private final ConcurrentMap<String, Consumer<RedisBatch>> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean due = new AtomicBoolean();

    /** @param moment how long a write may wait */
    public LaterWrites(StringRedisTemplate redis, Duration moment) {
        this.redis = redis;
        this.moment = moment;
    }

    /**
     * In place of what waits under that name.
     *
     * @return false if too many wait
     */
    public boolean later(String name, Consumer<RedisBatch> write) {
        if (waiting.size() >= MOST) {
            return false;
        }
        waiting.put(name, write);
        if (due.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(moment.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                    .execute(this::flush);
        }
        return true;
    }

    /** What is in the store is not the newest. */
    public boolean waits(String name) {
        return waiting.containsKey(name);
    }

    /** Something newer is about to be written under that name. */
    public void drop(String name) {
        waiting.remove(name);
    }

    /** An entry leaves as it is sent: who drops it afterwards sends what is newer behind it. */
    private void flush() {
        due.set(false);
        start(batch -> waiting.keySet()
                .forEach(name -> waiting.computeIfPresent(name, (same, write) -> {
                    write.accept(batch);
                    return null;
                })));
    }

    /** At once, in order with all that was sent before. */
    public CompletableFuture<Void> start(Consumer<RedisBatch> commands) {
        try {
            return RedisBatch.start(redis, commands).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.warn("Redis is away: {}", failure.getMessage());
                }
            });
        } catch (DataAccessException | IllegalStateException e) { // away, or this node is on its way down
            LOG.warn("Redis is away: {}", e.getMessage());
            return CompletableFuture.failedFuture(e);
        }
    }
}
