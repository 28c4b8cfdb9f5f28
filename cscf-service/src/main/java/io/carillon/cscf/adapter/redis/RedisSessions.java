package io.carillon.cscf.adapter.redis;

import io.carillon.cscf.scscf.accounting.Session;
import io.carillon.cscf.scscf.accounting.Sessions;
import io.carillon.node.redis.LaterWrites;
import io.carillon.node.redis.RedisBatch;
import io.carillon.node.redis.Remembered;
import io.carillon.node.redis.Remembered.Lasting;
import io.carillon.node.store.StoredFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Sessions by name, and a sorted set of when each should be over. */
public final class RedisSessions implements Sessions {
    private static final int VERSION = 1;
    public static final String KEY = "cscf:session:";
    private static final String DUE = "cscf:sessions";
    /** Longer than any lease of an overdue one. */
    private static final Duration AFTERWARDS = Duration.ofHours(1);
    /** Longer than it takes machines to answer: people let it ring. */
    private static final Duration SOON = Duration.ofMillis(200);

    private final StringRedisTemplate redis;
    private final Remembered<Session> remembered;
    private final LaterWrites later;
    private final StoredFormat<Session> format;
    private final Leases leases;
    private final Clock clock;

    public RedisSessions(StringRedisTemplate redis, Remembered<Session> remembered, JsonMapper json, Clock clock) {
        this.redis = redis;
        this.remembered = remembered;
        this.later = new LaterWrites(redis, SOON);
        this.format = new StoredFormat<>(json, Session.class, VERSION);
        this.leases = new Leases(redis, DUE);
        this.clock = clock;
    }

    @Override
    public void save(String name, Session session) {
        later.drop(name);
        remembered.know(KEY + name, session, kept(session));
        try {
            RedisBatch.run(redis, batch -> write(batch, name, session));
        } catch (DataAccessException e) {
            remembered.forget(KEY + name);
            throw e;
        }
        leases.added(session.until());
    }

    @Override
    public void saveSoon(String name, Session session) {
        if (later.later(name, batch -> write(batch, name, session))) {
            leases.added(session.until());
        }
    }

    private Duration kept(Session session) {
        var left = Duration.between(clock.instant(), Instant.ofEpochMilli(session.until()));
        return left.isNegative() ? AFTERWARDS : left.plus(AFTERWARDS);
    }

    private void write(RedisBatch batch, String name, Session session) {
        batch.set(KEY + name, format.write(name, session), kept(session)).addToSorted(DUE, name, session.until());
    }

    @Override
    public Optional<Session> find(String name) {
        return remembered.find(
                KEY + name,
                () -> Optional.ofNullable(redis.opsForValue().get(KEY + name))
                        .map(value -> format.read(value, ignored -> name))
                        .map(session -> new Lasting<>(session, kept(session))));
    }

    @Override
    public void remove(String name) {
        format.forget(name);
        later.drop(name);
        remembered.forget(KEY + name);
        later.start(batch -> batch.delete(List.of(KEY + name)).removeFromSorted(DUE, List.of(name)))
                .thenRun(() -> remembered.forget(KEY + name));
    }

    @Override
    public List<String> overdue(Instant now, int most) {
        return leases.take(now, most);
    }
}
