package io.carillon.im.adapter.redis;

import static io.carillon.im.adapter.redis.SharedRedis.REDIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.delivery.Schedule;
import io.carillon.im.delivery.ScheduleContract;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

/** In a database of its own, where no node claims. */
class RedisScheduleTest extends ScheduleContract {
    @BeforeAll
    static void clean() {
        REDIS.execute((org.springframework.data.redis.core.RedisCallback<Boolean>) connection -> {
            connection.serverCommands().flushDb();
            return true;
        });
    }

    @Override
    protected Schedule schedule() {
        return new RedisSchedule(REDIS);
    }

    @Test
    void names_of_one_user_are_learnt() {
        var aliases = new RedisAliases(REDIS);
        var sip = "sip:" + UUID.randomUUID() + "@example.org";
        assertThat(aliases.of(sip)).containsExactly(sip);
        aliases.learn(Set.of(sip, "tel:+4915112345"));
        assertThat(aliases.of(sip)).containsExactlyInAnyOrder(sip, "tel:+4915112345");
        assertThat(aliases.of("tel:+4915112345")).contains(sip);
    }

    @Test
    void without_redis_nobody_has_another_name() {
        var nowhere = SharedRedis.nowhere();
        var aliases = new RedisAliases(new StringRedisTemplate(nowhere));
        aliases.learn(Set.of("sip:a@b.c", "sip:d@e.f"));
        assertThat(aliases.of("sip:a@b.c")).containsExactly("sip:a@b.c");
        nowhere.destroy();
    }
}
