package io.carillon.tas.adapter.redis;

import io.carillon.identity.Impu;
import io.carillon.tas.simservs.MalformedDocument;
import io.carillon.tas.simservs.ServiceData;
import io.carillon.tas.simservs.Simservs;
import io.carillon.tas.simservs.SimservsReader;
import io.carillon.tas.simservs.SimservsWriter;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;

/** Services documents in Redis, one entry a user. */
public final class RedisServiceData implements ServiceData {
    private static final Logger LOG = LoggerFactory.getLogger(RedisServiceData.class);
    private static final String KEY = "tas:simservs:";
    private static final int TRIES = 20;
    /** Writes only over what was read. */
    private static final RedisScript<Long> SWAP = new DefaultRedisScript<>("""
            if (redis.call('GET', KEYS[1]) or '') == ARGV[1] then
              redis.call('SET', KEYS[1], ARGV[2])
              return 1
            end
            return 0""", Long.class);

    private final StringRedisTemplate redis;

    public RedisServiceData(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public Simservs of(Impu user) {
        var text = Away.asFailure(() -> redis.opsForValue().get(key(user)));
        return text == null ? Simservs.NONE : SimservsReader.read(text);
    }

    @Override
    public Simservs update(Impu user, UnaryOperator<Simservs> change) {
        for (int i = 0; i < TRIES; i++) {
            var before = redis.opsForValue().get(key(user));
            var changed = change.apply(readable(user, before));
            var swapped = redis.execute(
                    SWAP, List.of(key(user)), Objects.requireNonNullElse(before, ""), SimservsWriter.write(changed));
            if (Long.valueOf(1).equals(swapped)) {
                return changed;
            }
        }
        throw new IllegalStateException("The services of " + user + " change all the time");
    }

    private static Simservs readable(Impu user, @Nullable String text) {
        try {
            return text == null ? Simservs.NONE : SimservsReader.read(text);
        } catch (MalformedDocument e) {
            LOG.warn("The services document of {} is begun anew: {}", user, e.getMessage());
            return Simservs.NONE;
        }
    }

    @Override
    public void clear(Impu user) {
        redis.delete(key(user));
    }

    private static String key(Impu user) {
        return KEY + user.value();
    }
}
