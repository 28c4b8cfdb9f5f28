package io.carillon.im.adapter.redis;

import io.carillon.im.store.Aliases;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/** One set an identity. What is not known for want of Redis costs time, never a message. */
public final class RedisAliases implements Aliases {
    private static final Logger LOG = LoggerFactory.getLogger(RedisAliases.class);
    private static final String KEY = "im:same:";
    /** After which a node says again what it has said, as Redis may have forgotten it. */
    private static final long SAID_FOR = TimeUnit.MINUTES.toNanos(10);

    private static final int MOST_SAID = 50_000;

    private final StringRedisTemplate redis;
    /** What this node has said lately: users' every message says it. */
    private final Map<Set<String>, Long> said = new ConcurrentHashMap<>();

    public RedisAliases(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public void learn(Set<String> identities) {
        var user = Set.copyOf(identities);
        var before = said.get(user);
        if (before != null && System.nanoTime() - before < SAID_FOR) {
            return;
        }
        try {
            var all = user.toArray(String[]::new);
            user.forEach(each -> redis.opsForSet().add(KEY + each, all));
            if (said.size() >= MOST_SAID) {
                said.clear();
            }
            said.put(user, System.nanoTime());
        } catch (DataAccessException e) {
            LOG.info("{} are not noted as one user: {}", identities, e.getMessage());
        }
    }

    @Override
    public Set<String> of(String identity) {
        var same = new TreeSet<>(Set.of(identity));
        try {
            var known = redis.opsForSet().members(KEY + identity);
            if (known != null) {
                same.addAll(known);
            }
        } catch (DataAccessException e) {
            LOG.info("The other names of {} are not known: {}", identity, e.getMessage());
        }
        return same;
    }
}
