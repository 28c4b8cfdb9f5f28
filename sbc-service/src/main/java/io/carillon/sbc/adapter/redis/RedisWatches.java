package io.carillon.sbc.adapter.redis;

import io.carillon.node.store.StoredFormat;
import io.carillon.sbc.pcscf.Identities;
import io.carillon.sbc.pcscf.Watch;
import io.carillon.sbc.pcscf.Watches;
import java.time.Duration;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Subscriptions under their id; whose turn it is to subscribe, under the user. */
public final class RedisWatches implements Watches {
    private static final int VERSION = 1;
    private static final String WATCH = "sbc:watch:";
    private static final String USER = "sbc:watched:";

    private final StringRedisTemplate redis;
    private final StoredFormat<Watch> format;

    public RedisWatches(StringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.format = new StoredFormat<>(json, Watch.class, VERSION);
    }

    @Override
    public boolean begin(Watch watch, Duration anew, Duration kept) {
        return Away.asFailure(() -> {
            boolean first = Boolean.TRUE.equals(redis.opsForValue().setIfAbsent(userKey(watch), watch.id(), anew));
            if (first) {
                redis.opsForValue().set(WATCH + watch.id(), format.write(watch.id(), watch), kept);
            }
            return first;
        });
    }

    @Override
    public Optional<Watch> find(String id) {
        return Optional.ofNullable(Away.asFailure(() -> redis.opsForValue().get(WATCH + id)))
                .map(format::read);
    }

    @Override
    public void end(Watch watch) {
        Away.asFailure(() -> {
            if (watch.id().equals(redis.opsForValue().get(userKey(watch)))) {
                redis.delete(userKey(watch));
            }
            return redis.delete(WATCH + watch.id());
        });
    }

    private static String userKey(Watch watch) {
        return USER + Identities.canonical(watch.identity());
    }
}
