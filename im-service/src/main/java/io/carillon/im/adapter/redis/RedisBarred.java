package io.carillon.im.adapter.redis;

import io.carillon.im.policy.Barred;
import io.carillon.node.redis.RedisBatch;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/** One set. While Redis is away nobody is barred: messages go on. */
public final class RedisBarred implements Barred {
    private static final Logger LOG = LoggerFactory.getLogger(RedisBarred.class);
    private static final String KEY = "im:barred";

    private final StringRedisTemplate redis;

    public RedisBarred(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public boolean isBarred(String identity) {
        try {
            return RedisBatch.ask(redis, batch -> isBarred(batch, identity)::getAsBoolean);
        } catch (DataAccessException e) {
            LOG.info("Whether {} is barred is not known: {}", identity, e.getMessage());
            return false;
        }
    }

    /** To be asked when the batch has run. */
    static BooleanSupplier isBarred(RedisBatch batch, String identity) {
        return batch.contains(KEY, identity);
    }

    @Override
    public void bar(String identity) {
        redis.opsForSet().add(KEY, identity);
    }

    @Override
    public boolean free(String identity) {
        var removed = redis.opsForSet().remove(KEY, identity);
        return removed != null && removed > 0;
    }

    @Override
    public Set<String> all() {
        var members = redis.opsForSet().members(KEY);
        return members == null ? Set.of() : new TreeSet<>(members);
    }
}
