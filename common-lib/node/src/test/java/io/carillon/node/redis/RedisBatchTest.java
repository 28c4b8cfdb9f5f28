package io.carillon.node.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.stores.EmbeddedRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

class RedisBatchTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final LettuceConnectionFactory connections = connections(EmbeddedRedis.shared());
    private final StringRedisTemplate redis = new StringRedisTemplate(connections);

    private static LettuceConnectionFactory connections(EmbeddedRedis server) {
        var address = server.address();
        var factory = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration("127.0.0.1", address.getPort()),
                LettuceClientConfiguration.builder()
                        .commandTimeout(Duration.ofSeconds(2))
                        .build());
        factory.afterPropertiesSet();
        factory.start();
        return factory;
    }

    @BeforeEach
    void empty() {
        redis.delete(List.of("batch:text", "batch:hash", "batch:set", "batch:sorted"));
    }

    @AfterEach
    void disconnect() {
        connections.destroy();
    }

    @Test
    void commands_take_effect_in_their_order() {
        var seen = new AtomicReference<Map<String, String>>(Map.of());

        RedisBatch.run(redis, batch -> {
            batch.set("batch:text", "grüß", LONG)
                    .putAll("batch:hash", Map.of("one", "1", "two", "2"))
                    .removeFields("batch:hash", List.of("one"))
                    .expire("batch:hash", LONG)
                    .addToSet("batch:set", "a")
                    .addToSet("batch:set", "b")
                    .removeFromSet("batch:set", "a")
                    .addToSorted("batch:sorted", "x", 7)
                    .addToSorted("batch:sorted", "y", 8)
                    .removeFromSorted("batch:sorted", List.of("y"));
            seen.set(batch.entries("batch:hash"));
            batch.delete(List.of("batch:hash"));
        });

        assertThat(redis.opsForValue().get("batch:text")).isEqualTo("grüß");
        assertThat(redis.getExpire("batch:text")).isPositive();
        assertThat(seen.get()).isEqualTo(Map.of("two", "2"));
        assertThat(redis.hasKey("batch:hash")).isFalse();
        assertThat(redis.opsForSet().members("batch:set")).containsExactly("b");
        assertThat(redis.opsForZSet().rangeWithScores("batch:sorted", 0, -1)).hasSize(1);
    }

    @Test
    void no_connection_is_opened_for_a_batch() {
        redis.hasKey("batch:text");
        long before = connectionsReceived();

        for (int i = 0; i < 20; i++) {
            RedisBatch.run(redis, batch -> batch.set("batch:text", "x", LONG).addToSet("batch:set", "y"));
        }

        assertThat(connectionsReceived()).isEqualTo(before);
    }

    private long connectionsReceived() {
        var statistics = redis.execute((RedisCallback<String>)
                connection -> Objects.requireNonNull(connection.serverCommands().info("stats"))
                        .getProperty("total_connections_received"));
        return Long.parseLong(Objects.requireNonNull(statistics));
    }

    @Test
    void what_the_store_refuses_is_told() {
        redis.opsForValue().set("batch:text", "no hash");

        assertThatThrownBy(() -> RedisBatch.run(redis, batch -> batch.putAll("batch:text", Map.of("one", "1"))))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void a_store_that_is_away_is_told_too(@TempDir Path folder) {
        var lost = EmbeddedRedis.start(folder.resolve("redis"), 0);
        var factory = connections(lost);
        var gone = new StringRedisTemplate(factory);
        RedisBatch.run(gone, batch -> batch.set("batch:text", "x", LONG));
        lost.close();

        assertThatThrownBy(() -> RedisBatch.run(gone, batch -> batch.set("batch:text", "y", LONG)))
                .isInstanceOf(DataAccessException.class);
        factory.destroy();
    }
}
