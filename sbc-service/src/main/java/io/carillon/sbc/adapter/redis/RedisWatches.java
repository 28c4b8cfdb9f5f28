package io.carillon.sbc.adapter.redis;

import io.carillon.sbc.pcscf.Identities;
import io.carillon.sbc.pcscf.Watch;
import io.carillon.sbc.pcscf.Watches;
import java.time.Duration;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Subscriptions under their id; whose turn it is to subscribe, under the user. */
public final class RedisWatches implements Watches {
    private static final String WATCH = "sbc:watch:";
    private static final String USER = "sbc:watched:";

    private final StringRedisTemplate redis;
    private final JsonMapper json;

    public RedisWatches(StringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
    }

    @Override
    public boolean begin(Watch watch, Duration anew, Duration kept) {
        return Away.asFailure(() -> {
            boolean first = Boolean.TRUE.equals(redis.opsForValue().setIfAbsent(userKey(watch), watch.id(), anew));
            if (first) {
                redis.opsForValue().set(WATCH + watch.id(), json.writeValueAsString(watch), kept);
            }
            return first;
        });
    }

    @Override
    public Optional<Watch> find(String id) {
        return Optional.ofNullable(Away.asFailure(() -> redis.opsForValue().get(WATCH + id)))
                .map(value -> json.readValue(value, Watch.class));
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
