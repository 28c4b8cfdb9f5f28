package io.carillon.cscf.adapter.redis;

import io.carillon.cscf.scscf.Attempts;
import io.carillon.identity.Impi;
import io.carillon.node.redis.RedisBatch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Counters in Redis that end by themselves: what counts is how many failures there were within a time. */
public final class RedisAttempts implements Attempts {
    private static final String BY_IDENTITY = "cscf:failed:impi:";
    private static final String BY_SOURCE = "cscf:failed:source:";

    private final StringRedisTemplate redis;
    private final Limits limits;

    /** How many failures are let pass within which time; many phones may share a source. */
    public record Limits(int ofIdentity, int ofSource, Duration within) {}

    public RedisAttempts(StringRedisTemplate redis, Limits limits) {
        this.redis = redis;
        this.limits = limits;
    }

    @Override
    public boolean locked(Impi impi, String source) {
        var locked = new AtomicReference<BooleanSupplier>();
        RedisBatch.run(redis, batch -> locked.set(locked(batch, impi, source)));
        return locked.get().getAsBoolean();
    }

    /** To be asked when the batch has run. */
    BooleanSupplier locked(RedisBatch batch, Impi impi, String source) {
        var ofIdentity = batch.get(BY_IDENTITY + impi.value());
        var ofSource = batch.get(BY_SOURCE + source);
        return () -> reached(ofIdentity.get(), limits.ofIdentity()) || reached(ofSource.get(), limits.ofSource());
    }

    private static boolean reached(Optional<String> count, int limit) {
        return count.filter(each -> Long.parseLong(each) >= limit).isPresent();
    }

    @Override
    public boolean failed(Impi impi, String source) {
        boolean ofIdentity = counted(BY_IDENTITY + impi.value()) == limits.ofIdentity();
        boolean ofSource = counted(BY_SOURCE + source) == limits.ofSource();
        return ofIdentity || ofSource;
    }

    private long counted(String key) {
        var count = redis.opsForValue().increment(key);
        redis.expire(key, limits.within());
        return count == null ? 0 : count;
    }
}
