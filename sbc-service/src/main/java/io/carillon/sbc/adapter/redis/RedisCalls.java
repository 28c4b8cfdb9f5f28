package io.carillon.sbc.adapter.redis;

import io.carillon.node.redis.RedisBatch;
import io.carillon.node.store.StoredFormat;
import io.carillon.sbc.pcscf.CallFacts;
import io.carillon.sbc.pcscf.Calls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import tools.jackson.databind.json.JsonMapper;

/** Facts of calls, which go by themselves a day after the last change, and a sorted set of when to look at which. */
public final class RedisCalls implements Calls {
    private static final int VERSION = 1;
    private static final String KEY = "sbc:call:";
    private static final String SESSION = "sbc:policy:";
    private static final String DUE = "sbc:due";
    private static final Duration KEPT = Duration.ofDays(1);

    /** Who takes a call puts it off for the others. */
    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> TAKE = new DefaultRedisScript<>("""
            local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
            for _, call in ipairs(due) do redis.call('ZADD', KEYS[1], 'XX', ARGV[2], call) end
            return due""", List.class);

    private static final RedisScript<Long> HURRY = new DefaultRedisScript<>("""
            local late = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. ARGV[1], '+inf')
            for _, call in ipairs(late) do redis.call('ZADD', KEYS[1], 'XX', ARGV[1], call) end
            return #late""", Long.class);

    private final StringRedisTemplate redis;
    private final StoredFormat<CallFacts> format;
    private final Duration look;
    private final Clock clock;

    /** @param look how long after a change a call is looked at */
    public RedisCalls(StringRedisTemplate redis, JsonMapper json, Duration look, Clock clock) {
        this.redis = redis;
        this.format = new StoredFormat<>(json, CallFacts.class, VERSION);
        this.look = look;
        this.clock = clock;
    }

    @Override
    public Optional<CallFacts> find(String key) {
        return Optional.ofNullable(Away.asFailure(() -> redis.opsForValue().get(KEY + key)))
                .map(value -> format.read(value, facts -> key));
    }

    @Override
    public void save(String key, CallFacts facts) {
        var value = format.write(key, facts);
        double due = clock.instant().plus(look).toEpochMilli();
        atOnce(batch -> {
            batch.set(KEY + key, value, KEPT);
            if (facts.account() != null) {
                batch.addToSorted(DUE, key, due);
            }
        });
    }

    @Override
    public void remove(String key) {
        format.forget(key);
        atOnce(batch -> batch.delete(List.of(KEY + key)).removeFromSorted(DUE, List.of(key)));
    }

    private void atOnce(Consumer<RedisBatch> commands) {
        Away.asFailure(() -> {
            RedisBatch.run(redis, commands);
            return true;
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
    public List<String> due(Instant now, Duration again, int most) {
        var arguments = new Object[] {
            Long.toString(now.toEpochMilli()), Long.toString(now.plus(again).toEpochMilli()), Integer.toString(most)
        };
        List<?> due = Away.asFailure(() -> redis.execute(TAKE, List.of(DUE), arguments));
        return Objects.requireNonNullElse(due, List.of()).stream()
                .map(String::valueOf)
                .toList();
    }

    @Override
    public void lookAgain(String key, Instant when) {
        Away.asFailure(() -> redis.opsForZSet().add(DUE, key, when.toEpochMilli()));
    }

    @Override
    public void hurry(Instant now) {
        Away.asFailure(() -> redis.execute(HURRY, List.of(DUE), Long.toString(now.toEpochMilli())));
    }

    @Override
    public Live live(int offset, int limit) {
        return Away.asFailure(() -> {
            var total = redis.opsForZSet().zCard(DUE);
            var found = redis.opsForZSet().range(DUE, offset, offset + limit - 1L);
            var keys = List.copyOf(Objects.requireNonNullElse(found, Set.<String>of()));
            var values = Objects.requireNonNullElse(
                    redis.opsForValue().multiGet(keys.stream().map(KEY::concat).toList()), List.<@Nullable String>of());
            var calls = new LinkedHashMap<String, CallFacts>();
            for (int i = 0; i < values.size(); i++) {
                var value = values.get(i);
                if (value != null) {
                    calls.put(keys.get(i), format.read(value));
                }
            }
            return new Live(total == null ? 0 : total, calls);
        });
    }
}
