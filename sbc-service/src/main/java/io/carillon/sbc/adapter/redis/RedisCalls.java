package io.carillon.sbc.adapter.redis;

import io.carillon.node.redis.LaterWrites;
import io.carillon.node.redis.RedisBatch;
import io.carillon.node.redis.Remembered;
import io.carillon.node.redis.Remembered.Lasting;
import io.carillon.node.store.StoredFormat;
import io.carillon.sbc.pcscf.CallFacts;
import io.carillon.sbc.pcscf.Calls;
import io.carillon.sip.message.SipFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import tools.jackson.databind.json.JsonMapper;

/**
 * Facts of calls, which go by themselves a day after the last change, and a sorted set of when to look at which. A change of a
 * call is one round trip; what this node has written it does not read again.
 */
public final class RedisCalls implements Calls {
    private static final int VERSION = 1;
    public static final String KEY = "sbc:call:";
    private static final String SESSION = "sbc:policy:";
    private static final String DUE = "sbc:due";
    private static final Duration KEPT = Duration.ofDays(1);
    /** Longer than it takes machines to answer: people let it ring. */
    private static final Duration SOON = Duration.ofMillis(200);

    private static final String NEWS = "sbc:news:";
    /** In which other nodes hear of the same. */
    private static final Duration SAME_NEWS = Duration.ofSeconds(2);

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
    private final Remembered<CallFacts> remembered;
    private final LaterWrites later;
    private final StoredFormat<CallFacts> format;
    private final Duration look;
    private final Clock clock;

    /** @param look how long after a change a call is looked at */
    public RedisCalls(
            StringRedisTemplate redis, Remembered<CallFacts> remembered, JsonMapper json, Duration look, Clock clock) {
        this.redis = redis;
        this.remembered = remembered;
        this.later = new LaterWrites(redis, SOON);
        this.format = new StoredFormat<>(json, CallFacts.class, VERSION);
        this.look = look;
        this.clock = clock;
    }

    @Override
    public Optional<CallFacts> find(String key) {
        return later.waits(key) ? recall(key) : stored(key);
    }

    private Optional<CallFacts> stored(String key) {
        return Optional.ofNullable(Away.asFailure(() -> redis.opsForValue().get(KEY + key)))
                .map(value -> format.read(value, facts -> key));
    }

    @Override
    public Optional<CallFacts> recall(String key) {
        return remembered.find(KEY + key, () -> stored(key).map(facts -> new Lasting<>(facts, KEPT)));
    }

    @Override
    public void save(String key, CallFacts facts) {
        remembered.know(KEY + key, facts, KEPT);
        later.drop(key);
        try {
            Away.asFailure(() -> {
                RedisBatch.run(redis, batch -> write(batch, key, facts));
                return true;
            });
        } catch (SipFailure e) {
            remembered.forget(KEY + key);
            throw e;
        }
    }

    private void write(RedisBatch batch, String key, CallFacts facts) {
        batch.set(KEY + key, format.write(key, facts), KEPT);
        if (!facts.policySession().isEmpty()) {
            batch.set(SESSION + facts.policySession(), key, KEPT);
        }
        if (facts.account() != null) {
            batch.addToSorted(DUE, key, clock.instant().plus(look).toEpochMilli());
        }
    }

    @Override
    public void saveSoon(String key, CallFacts facts) {
        if (!remembered.know(KEY + key, facts, KEPT) || !later.later(key, batch -> write(batch, key, facts))) {
            save(key, facts);
        }
    }

    /** What is left if it fails goes by its age, or when the call is looked at. */
    @Override
    public void remove(String key) {
        format.forget(key);
        later.drop(key);
        remembered.forget(KEY + key);
        later.start(batch -> batch.delete(List.of(KEY + key)).removeFromSorted(DUE, List.of(key)))
                .thenRun(() -> remembered.forget(KEY + key));
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
        later.start(batch -> batch.delete(List.of(SESSION + policySession)));
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
    public void hurry(String news, Instant now) {
        Away.asFailure(() -> Boolean.TRUE.equals(redis.opsForValue().setIfAbsent(NEWS + news, "", SAME_NEWS))
                && redis.execute(HURRY, List.of(DUE), Long.toString(now.toEpochMilli())) != null);
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
