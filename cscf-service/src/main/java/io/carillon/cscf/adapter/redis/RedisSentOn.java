package io.carillon.cscf.adapter.redis;

import io.carillon.cscf.scscf.SentOn;
import io.carillon.node.redis.LaterWrites;
import java.time.Duration;
import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;

/** One key for each, which goes by itself where the node that asked has died: longer than Timer C (RFC 3261 §16.6). */
public final class RedisSentOn implements SentOn {
    private static final String KEY = "cscf:sent-on:";
    private static final Duration KEPT = Duration.ofMinutes(4);
    /** A server that answers and then sends on does so within that time. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final StringRedisTemplate redis;
    private final LaterWrites later;

    public RedisSentOn(StringRedisTemplate redis) {
        this.redis = redis;
        this.later = new LaterWrites(redis, SOON);
    }

    @Override
    public void mark(String passage) {
        redis.opsForValue().set(KEY + passage, "", KEPT);
    }

    @Override
    public boolean isMarked(String passage) {
        return Boolean.TRUE.equals(redis.hasKey(KEY + passage));
    }

    @Override
    public void forget(String passage) {
        var key = KEY + passage;
        later.later(key, batch -> batch.delete(List.of(key)));
    }
}
