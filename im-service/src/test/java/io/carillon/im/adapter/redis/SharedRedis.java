package io.carillon.im.adapter.redis;

import io.carillon.stores.TestStores;
import java.time.Duration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A database that no node works in, for as long as the JVM. */
final class SharedRedis {
    static final StringRedisTemplate REDIS = new StringRedisTemplate(connect());

    private SharedRedis() {}

    private static LettuceConnectionFactory connect() {
        return at(TestStores.redis().getPort());
    }

    /** The same database at a port of this machine, given up after five seconds. */
    static LettuceConnectionFactory at(int port) {
        var settings = new RedisStandaloneConfiguration("127.0.0.1", port);
        settings.setDatabase(15);
        var patience = LettuceClientConfiguration.builder().commandTimeout(Duration.ofSeconds(5));
        return started(new LettuceConnectionFactory(settings, patience.build()));
    }

    /** Where nobody listens. */
    static LettuceConnectionFactory nowhere() {
        return started(new LettuceConnectionFactory("127.0.0.1", 1));
    }

    private static LettuceConnectionFactory started(LettuceConnectionFactory connections) {
        connections.afterPropertiesSet();
        connections.start();
        return connections;
    }
}
