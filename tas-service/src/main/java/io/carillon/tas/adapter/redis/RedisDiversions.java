package io.carillon.tas.adapter.redis;

import io.carillon.identity.Impu;
import io.carillon.tas.diversion.DiversionRules;
import io.carillon.tas.diversion.Diversions;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Diversion settings, one entry a user. */
public final class RedisDiversions implements Diversions {
    private static final String KEY = "tas:diversion:";

    private final StringRedisTemplate redis;
    private final JsonMapper json;

    public RedisDiversions(StringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
    }

    @Override
    public DiversionRules of(Impu user) {
        var value = Away.asFailure(() -> redis.opsForValue().get(KEY + user.value()));
        return value == null ? DiversionRules.NONE : json.readValue(value, DiversionRules.class);
    }

    @Override
    public void set(Impu user, DiversionRules rules) {
        redis.opsForValue().set(KEY + user.value(), json.writeValueAsString(rules));
    }

    @Override
    public void clear(Impu user) {
        redis.delete(KEY + user.value());
    }
}
