package io.carillon.cscf.adapter.redis;

import io.carillon.cscf.scscf.regevent.Watcher;
import io.carillon.cscf.scscf.regevent.Watchers;
import io.carillon.identity.Impu;
import io.carillon.node.store.StoredFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import tools.jackson.databind.json.JsonMapper;

/** Subscriptions in Redis: a hash for each with the number of its last NOTIFY, and a set of them for what is watched. */
public final class RedisWatchers implements Watchers {
    private static final int VERSION = 1;
    private static final String KEY = "cscf:watcher:";
    private static final String WATCHED = "cscf:watchers:";
    private static final String EXPIRY = "cscf:watchers-expiry";
    private static final String FACTS = "facts";
    /** What has expired stays readable until somebody has told the watcher so. */
    private static final Duration BEYOND = Duration.ofHours(1);

    /** No number for a subscription that has gone: HINCRBY alone would bring half of it back. */
    private static final RedisScript<Long> NEXT = RedisScript.of("""
            if redis.call('EXISTS', KEYS[1]) == 0 then return -1 end
            return redis.call('HINCRBY', KEYS[1], 'cseq', 1)
            """, Long.class);

    private final StringRedisTemplate redis;
    private final StoredFormat<Watcher> format;
    private final Clock clock;
    private final Leases leases;

    public RedisWatchers(StringRedisTemplate redis, JsonMapper json, Clock clock) {
        this.redis = redis;
        this.format = new StoredFormat<>(json, Watcher.class, VERSION);
        this.clock = clock;
        this.leases = new Leases(redis, EXPIRY);
    }

    @Override
    public boolean put(Watcher watcher, int most) {
        var watched = WATCHED + watcher.watched();
        var others = redis.opsForSet().members(watched);
        if (others != null && others.size() >= most && !others.contains(watcher.id())) {
            return false;
        }
        var keep = Duration.ofSeconds(watcher.secondsLeft(clock.instant())).plus(BEYOND);
        redis.opsForHash().putAll(KEY + watcher.id(), Map.of(FACTS, format.write(watcher.id(), watcher)));
        redis.expire(KEY + watcher.id(), keep);
        redis.opsForSet().add(watched, watcher.id());
        var left = redis.getExpire(watched);
        if (left == null || left < keep.toSeconds()) {
            redis.expire(watched, keep);
        }
        redis.opsForZSet().add(EXPIRY, watcher.id(), watcher.expiresAtMillis());
        leases.added(watcher.expiresAtMillis());
        return true;
    }

    @Override
    public Optional<Watcher> find(String id) {
        return Optional.ofNullable(redis.<String, String>opsForHash().get(KEY + id, FACTS))
                .map(facts -> format.read(facts, Watcher::id));
    }

    /** Where it stands who watches any of these. */
    static List<String> keys(Collection<Impu> identities) {
        return identities.stream().map(impu -> WATCHED + impu.value()).toList();
    }

    @Override
    public List<Watcher> of(Collection<Impu> identities) {
        var keys = keys(identities);
        var ids = keys.isEmpty() ? null : redis.opsForSet().union(keys);
        return ids == null
                ? List.of()
                : ids.stream().map(this::find).flatMap(Optional::stream).toList();
    }

    @Override
    public Optional<Integer> next(Watcher watcher) {
        var number = redis.execute(NEXT, List.of(KEY + watcher.id()));
        return Optional.ofNullable(number).map(Long::intValue).filter(each -> each > 0);
    }

    @Override
    public boolean remove(Watcher watcher) {
        format.forget(watcher.id());
        boolean removed = Boolean.TRUE.equals(redis.delete(KEY + watcher.id()));
        redis.opsForSet().remove(WATCHED + watcher.watched(), watcher.id());
        redis.opsForZSet().remove(EXPIRY, watcher.id());
        return removed;
    }

    @Override
    public List<Watcher> takeExpired(Instant now, int most) {
        var due = leases.take(now, most);
        var gone = due.stream().filter(id -> find(id).isEmpty()).toList();
        if (!gone.isEmpty()) {
            redis.opsForZSet().remove(EXPIRY, gone.toArray());
        }
        return due.stream().map(this::find).flatMap(Optional::stream).toList();
    }
}
