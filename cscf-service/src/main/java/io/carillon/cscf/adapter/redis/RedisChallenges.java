package io.carillon.cscf.adapter.redis;

import io.carillon.cscf.scscf.Challenges;
import io.carillon.sip.auth.Algorithm;
import java.time.Duration;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Challenges under their nonce; GETDEL makes a nonce good for one attempt, whichever node takes it. */
public final class RedisChallenges implements Challenges {
    private static final String KEY = "cscf:nonce:";

    private final StringRedisTemplate redis;

    public RedisChallenges(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public void put(String nonce, Pending pending, Duration ttl) {
        var value = String.join(
                "\n", pending.impi(), pending.algorithm().token(), pending.realm(), pending.ha1(), pending.rand());
        redis.opsForValue().set(KEY + nonce, value, ttl);
    }

    @Override
    public Optional<Pending> take(String nonce) {
        var value = redis.opsForValue().getAndDelete(KEY + nonce);
        if (value == null) {
            return Optional.empty();
        }
        var parts = value.split("\n", -1);
        return Algorithm.of(parts[1]).map(algorithm -> new Pending(parts[0], algorithm, parts[2], parts[3], parts[4]));
    }
}
