package io.carillon.im.adapter.redis;

import io.carillon.stores.TestStores;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A database that no node works in, for as long as the JVM. */
final class SharedRedis {
    static final StringRedisTemplate REDIS = new StringRedisTemplate(connect());

    private SharedRedis() {}

    private static LettuceConnectionFactory connect() {
        var address = TestStores.redis();
        var settings = new RedisStandaloneConfiguration(address.getHostString(), address.getPort());
        settings.setDatabase(15);
        return started(new LettuceConnectionFactory(settings));
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
