package io.carillon.im.adapter.redis;

import io.carillon.im.store.Aliases;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/** One set an identity. What is not known for want of Redis costs time, never a message. */
public final class RedisAliases implements Aliases {
    private static final Logger LOG = LoggerFactory.getLogger(RedisAliases.class);
    private static final String KEY = "im:same:";

    private final StringRedisTemplate redis;

    public RedisAliases(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public void learn(Set<String> identities) {
        try {
            var all = identities.toArray(String[]::new);
            identities.forEach(each -> redis.opsForSet().add(KEY + each, all));
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
