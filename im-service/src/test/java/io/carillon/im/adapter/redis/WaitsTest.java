package io.carillon.im.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.delivery.Reception.Heard;
import io.carillon.im.delivery.Schedule.Seen;
import io.carillon.im.policy.LimitProperties;
import io.carillon.im.policy.NodeRates;
import io.carillon.im.policy.Ruling;
import io.carillon.stores.TestStores;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** How often a message waits for Redis: once when it comes, and never after that. */
class WaitsTest {
    private static final Instant NOW = Instant.parse("2010-01-01T00:00:00Z");
    private static final LimitProperties LIMITS = new LimitProperties(2, 2, 10, 10, Duration.ofMinutes(1), 10);
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final String alice = "sip:" + UUID.randomUUID() + "@example.org";
    private final String bob = "sip:" + UUID.randomUUID() + "@example.org";
    private final LateRedis late = new LateRedis(TestStores.redis());
    private final LettuceConnectionFactory connections = SharedRedis.at(late.port());
    private final StringRedisTemplate redis = new StringRedisTemplate(connections);
    private final RedisSchedule schedule = new RedisSchedule(redis);
    private final RedisReception reception = new RedisReception(
            redis, new RedisRates(redis, LIMITS, Clock.systemUTC()), new NodeRates(LIMITS, Clock.systemUTC()));

    WaitsTest() throws IOException {}

    @AfterEach
    void disconnect() {
        late.answersAfter(0);
        connections.destroy();
        late.close();
    }

    private Heard hear(Instant now) {
        return reception.hear("submission of " + alice, now, alice, bob, Optional.of("good morning, Bob"));
    }

    @Test
    void all_that_is_to_be_known_of_a_submission_is_asked_together() {
        assertThat(hear(NOW)).isEqualTo(new Heard(new Seen(NOW, false), new Ruling.Allowed()));
        late.answersAfter("EVALSHA, SISMEMBER, EVALSHA".split(",").length);
        assertThat(hear(NOW.plusSeconds(1))).isEqualTo(new Heard(new Seen(NOW, true), new Ruling.Allowed()));
        assertThat(hear(NOW.plusSeconds(2))).isEqualTo(new Heard(new Seen(NOW, true), Ruling.TooMany.OF_ONE));
        new RedisBarred(redis).bar(alice);
        assertThat(hear(NOW.plusSeconds(3))).isEqualTo(new Heard(new Seen(NOW, true), new Ruling.Barred()));
    }

    @Test
    void nobody_waits_until_a_recipient_is_woken_or_settled() {
        schedule.settle(bob, schedule.wake(bob, NOW, false));
        assertThat(schedule.claim(NOW, LEASE, 1_000)).isEmpty();
        late.answersAfter("wake, settle, wake, claim".split(",").length);
        schedule.settle(bob, schedule.wake(bob, NOW, false));
        schedule.wake(alice, NOW, false);
        assertThat(schedule.claim(NOW, LEASE, 1_000))
                .singleElement()
                .satisfies(claim -> assertThat(claim.recipient()).isEqualTo(alice));
        assertThat(schedule.forgetful()).isFalse();
    }
}
