package io.carillon.im.adapter.redis;

import static io.carillon.im.adapter.redis.SharedRedis.REDIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.policy.LimitProperties;
import io.carillon.im.policy.Rates;
import io.carillon.im.policy.RatesContract;
import io.carillon.im.policy.Ruling;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

class RedisRatesTest extends RatesContract {
    /** What Redis says of the time left to a key that is not there, and to one that stays. */
    private static final long GONE = -2;

    private static final long FOR_EVER = -1;

    @Override
    protected Rates rates(LimitProperties limits) {
        return new RedisRates(REDIS, limits, clock);
    }

    @Test
    void two_nodes_count_together() {
        var one = rates(limits(3, 100, 100, 100));
        var other = rates(limits(3, 100, 100, 100));
        areAllowed(2, one, "alice", "bob");
        areAllowed(1, other, "alice", "bob");
        assertThat(says(one, "alice", "bob", "one too many")).isEqualTo(Ruling.TooMany.OF_ONE);
        assertThat(says(other, "alice", "bob", "and another")).isEqualTo(Ruling.TooMany.OF_ONE);
    }

    @Test
    void every_key_goes_by_itself() {
        areAllowed(3, rates(limits(100, 100, 100, 100)), "alice", "bob");
        var keys = REDIS.keys("im:rate:*");
        assertThat(keys).isNotEmpty();
        // Keys of other tests go while this one looks.
        assertThat(keys)
                .allSatisfy(key ->
                        assertThat(REDIS.getExpire(key)).isBetween(GONE, 60L).isNotEqualTo(FOR_EVER));
    }

    @Test
    void without_redis_there_is_no_count() {
        var nowhere = SharedRedis.nowhere();
        var rates = new RedisRates(new StringRedisTemplate(nowhere), limits(1, 1, 1, 1), clock);
        for (int i = 0; i < 1_000; i++) {
            assertThat(rates.count("alice", "bob", Optional.empty())).isEmpty();
        }
        nowhere.destroy();
    }
}
