package io.carillon.cscf.adapter.redis;

import io.carillon.cscf.scscf.accounting.Session;
import io.carillon.cscf.scscf.accounting.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Sessions by name, and a sorted set of when each should be over. */
public final class RedisSessions implements Sessions {
    private static final String KEY = "cscf:session:";
    private static final String DUE = "cscf:sessions";
    /** Longer than any lease of an overdue one. */
    private static final Duration AFTERWARDS = Duration.ofHours(1);

    private final StringRedisTemplate redis;
    private final JsonMapper json;
    private final Leases leases;

    public RedisSessions(StringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
        this.leases = new Leases(redis, DUE);
    }

    @Override
    public void save(String name, Session session) {
        var value = json.writeValueAsString(session);
        var until = Instant.ofEpochMilli(session.until());
        atOnce(operations -> {
            operations.opsForValue().set(KEY + name, value);
            operations.expireAt(KEY + name, until.plus(AFTERWARDS));
            operations.opsForZSet().add(DUE, name, session.until());
        });
        leases.added(session.until());
    }

    @Override
    public Optional<Session> find(String name) {
        return Optional.ofNullable(redis.opsForValue().get(KEY + name))
                .map(value -> json.readValue(value, Session.class));
    }

    @Override
    public void remove(String name) {
        atOnce(operations -> {
            operations.delete(KEY + name);
            operations.opsForZSet().remove(DUE, name);
        });
    }

    private void atOnce(Consumer<RedisOperations<String, String>> commands) {
        redis.executePipelined(new SessionCallback<Object>() {
            @Override
            @SuppressWarnings("unchecked")
            public <K, V> @Nullable Object execute(RedisOperations<K, V> operations) {
                commands.accept((RedisOperations<String, String>) operations);
                return null;
            }
        });
    }

    @Override
    public List<String> overdue(Instant now, int most) {
        return leases.take(now, most);
    }
}
