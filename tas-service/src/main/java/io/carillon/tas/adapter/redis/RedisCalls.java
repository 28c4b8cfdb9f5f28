package io.carillon.tas.adapter.redis;

import io.carillon.sip.dialog.CallState;
import io.carillon.tas.session.Calls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Each call under both of its dialogs, written in one round trip; gone a day after the last change. */
public final class RedisCalls implements Calls {
    private static final String KEY = "tas:call:";
    private static final Duration KEPT = Duration.ofDays(1);

    private final StringRedisTemplate redis;
    private final JsonMapper json;

    public RedisCalls(StringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
    }

    @Override
    public void save(CallState state) {
        var value = json.writeValueAsString(state);
        redis.executePipelined(new SessionCallback<Object>() {
            @Override
            @SuppressWarnings("unchecked")
            public <K, V> @Nullable Object execute(RedisOperations<K, V> operations) {
                var values = ((RedisOperations<String, String>) operations).opsForValue();
                keys(state).forEach(key -> values.set(key, value, KEPT));
                return null;
            }
        });
    }

    @Override
    public Optional<CallState> find(String callId, String localTag) {
        return Optional.ofNullable(Away.asFailure(() -> redis.opsForValue().get(key(callId, localTag))))
                .map(value -> json.readValue(value, CallState.class));
    }

    @Override
    public void remove(CallState state) {
        redis.delete(keys(state));
    }

    private static List<String> keys(CallState state) {
        return List.of(
                key(state.caller().callId(), state.caller().localTag()),
                key(state.callee().callId(), state.callee().localTag()));
    }

    private static String key(String callId, String localTag) {
        return KEY + callId + "/" + localTag;
    }
}
