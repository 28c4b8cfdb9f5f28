package io.carillon.sbc.adapter.redis;

import io.carillon.sbc.pcscf.CallFacts;
import io.carillon.sbc.pcscf.Calls;
import java.time.Duration;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Facts of calls, which go by themselves a day after the last change. */
public final class RedisCalls implements Calls {
    private static final String KEY = "sbc:call:";
    private static final String SESSION = "sbc:policy:";
    private static final Duration KEPT = Duration.ofDays(1);

    private final StringRedisTemplate redis;
    private final JsonMapper json;

    public RedisCalls(StringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
    }

    @Override
    public Optional<CallFacts> find(String key) {
        return Optional.ofNullable(Away.asFailure(() -> redis.opsForValue().get(KEY + key)))
                .map(value -> json.readValue(value, CallFacts.class));
    }

    @Override
    public void save(String key, CallFacts facts) {
        var value = json.writeValueAsString(facts);
        Away.asFailure(() -> {
            redis.opsForValue().set(KEY + key, value, KEPT);
            return key;
        });
    }

    @Override
    public void bind(String policySession, String key) {
        Away.asFailure(() -> {
            redis.opsForValue().set(SESSION + policySession, key, KEPT);
            return key;
        });
    }

    @Override
    public void unbind(String policySession) {
        Away.asFailure(() -> redis.delete(SESSION + policySession));
    }

    @Override
    public Optional<String> ofPolicySession(String policySession) {
        return Optional.ofNullable(Away.asFailure(() -> redis.opsForValue().get(SESSION + policySession)));
    }

    @Override
    public void remove(String key) {
        Away.asFailure(() -> redis.delete(KEY + key));
    }
}
