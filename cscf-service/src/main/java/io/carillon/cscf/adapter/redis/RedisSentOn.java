package io.carillon.cscf.adapter.redis;

import io.carillon.cscf.scscf.SentOn;
import java.time.Duration;
import org.springframework.data.redis.core.StringRedisTemplate;

/** One key for each, which goes by itself when no phone rings any more. */
public final class RedisSentOn implements SentOn {
    private static final String KEY = "cscf:sent-on:";
    private static final Duration KEPT = Duration.ofMinutes(15);

    private final StringRedisTemplate redis;

    public RedisSentOn(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public void mark(String passage) {
        redis.opsForValue().set(KEY + passage, "", KEPT);
    }

    @Override
    public boolean isMarked(String passage) {
        return Boolean.TRUE.equals(redis.hasKey(KEY + passage));
    }
}
