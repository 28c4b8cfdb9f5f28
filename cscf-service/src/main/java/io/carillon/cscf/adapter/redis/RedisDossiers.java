package io.carillon.cscf.adapter.redis;

import io.carillon.cscf.scscf.Dossiers;
import io.carillon.cscf.scscf.RegisterRequest;
import io.carillon.node.redis.RedisBatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What three others keep in Redis, asked for together. */
public record RedisDossiers(
        StringRedisTemplate redis, RedisChallenges challenges, RedisAttempts attempts, RedisBindings bindings)
        implements Dossiers {
    @Override
    public Dossier open(RegisterRequest register, String nonce) {
        var dossier = new AtomicReference<Supplier<Dossier>>();
        RedisBatch.run(redis, batch -> {
            var locked = attempts.locked(batch, register.impi(), register.source());
            var pending = challenges.take(batch, nonce);
            var registration = bindings.find(batch, register.impu());
            dossier.set(() -> new Dossier(locked.getAsBoolean(), pending.get(), registration.get()));
        });
        return dossier.get().get();
    }
}
