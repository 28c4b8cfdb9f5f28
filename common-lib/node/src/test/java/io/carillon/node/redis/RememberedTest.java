package io.carillon.node.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.redis.Remembered.Lasting;
import io.carillon.stores.EmbeddedRedis;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What a node remembers of a real Redis, and a neighbour that changes it. */
class RememberedTest {
    private static final String KEY = "remembered:one";
    private static final Duration LONG = Duration.ofHours(1);

    private final LettuceConnectionFactory here = connections();
    private final LettuceConnectionFactory there = connections();
    private final StringRedisTemplate redis = new StringRedisTemplate(here);
    private final StringRedisTemplate neighbour = new StringRedisTemplate(there);
    private final RedisTracking tracking = new RedisTracking(redis, "remembered:");
    private final Remembered<String> remembered = tracking.memory(100);
    private final AtomicInteger readings = new AtomicInteger();

    private static LettuceConnectionFactory connections() {
        var port = EmbeddedRedis.shared().address().getPort();
        var factory = new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", port));
        factory.afterPropertiesSet();
        factory.start();
        return factory;
    }

    @BeforeEach
    void begin() {
        neighbour.opsForValue().set(KEY, "first");
        await().until(() -> tracking.epoch() != RedisTracking.OFF);
    }

    @AfterEach
    void disconnect() {
        here.destroy();
        there.destroy();
    }

    private Optional<String> found(Duration left) {
        return remembered.find(KEY, () -> {
            readings.incrementAndGet();
            return Optional.ofNullable(redis.opsForValue().get(KEY)).map(value -> new Lasting<>(value, left));
        });
    }

    @Test
    void is_read_once_until_somebody_changes_it() {
        assertThat(found(LONG)).contains("first");
        assertThat(found(LONG)).contains("first");
        assertThat(readings).hasValue(1);

        neighbour.opsForValue().set(KEY, "second");
        await().untilAsserted(() -> assertThat(found(LONG)).contains("second"));
        neighbour.delete(KEY);
        await().untilAsserted(() -> assertThat(found(LONG)).isEmpty());
    }

    @Test
    void what_this_node_writes_it_knows() {
        remembered.know(KEY, "mine", LONG);
        redis.opsForValue().set(KEY, "mine");
        assertThat(found(LONG)).contains("mine");
        assertThat(readings).hasValue(0);
    }

    @Test
    void what_has_expired_is_read_again() {
        assertThat(found(Duration.ZERO)).contains("first");
        assertThat(found(Duration.ZERO)).contains("first");
        assertThat(readings).hasValue(2);
    }

    @Test
    void a_change_while_it_is_read_is_not_missed() {
        assertThat(remembered.find(KEY, () -> {
                    remembered.forget(KEY); // the news comes before the answer is taken up
                    return Optional.of(new Lasting<>("stale", LONG));
                }))
                .contains("stale");
        assertThat(found(LONG)).contains("first");
    }

    @Test
    void some_are_forgotten_where_they_are_too_many() {
        for (int i = 0; i < 250; i++) {
            remembered.know("remembered:" + i, "x", LONG);
        }
        assertThat(remembered.size()).isBetween(80, 100);
    }

    @Test
    void everything_is_forgotten_with_the_connection() {
        assertThat(found(LONG)).contains("first");
        here.stop();
        await().untilAsserted(() -> assertThat(remembered.size()).isZero());
    }
}
