package io.carillon.im.adapter.redis;

import io.carillon.im.delivery.Reception;
import io.carillon.im.delivery.Schedule;
import io.carillon.im.policy.NodeRates;
import io.carillon.im.policy.Ruling;
import io.carillon.node.redis.RedisBatch;
import java.time.Instant;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/** One round trip for what the schedule, the list of the barred and the rates know. */
public final class RedisReception implements Reception {
    private final StringRedisTemplate redis;
    private final RedisRates rates;
    private final NodeRates alone;

    public RedisReception(StringRedisTemplate redis, RedisRates rates, NodeRates alone) {
        this.redis = redis;
        this.rates = rates;
        this.alone = alone;
    }

    @Override
    public Heard hear(String submission, Instant now, String sender, String recipient, Optional<String> text) {
        try {
            return RedisBatch.ask(redis, batch -> {
                var seen = RedisSchedule.firstSeen(batch, submission, now);
                var barred = RedisBarred.isBarred(batch, sender);
                var counted = rates.count(batch, sender, recipient, text);
                return () -> new Heard(
                        seen.get(),
                        barred.getAsBoolean()
                                ? new Ruling.Barred()
                                : counted.get().orElseGet(() -> alone(sender, recipient, text)));
            });
        } catch (DataAccessException e) {
            rates.rest(e);
            return new Heard(new Schedule.Seen(now, false), alone(sender, recipient, text));
        }
    }

    private Ruling alone(String sender, String recipient, Optional<String> text) {
        return alone.count(sender, recipient, text).orElseThrow();
    }
}
