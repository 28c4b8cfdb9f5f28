package io.carillon.node.redis;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** A Redis client that costs little: while it idles, and for each of many commands. */
@AutoConfiguration(before = DataRedisAutoConfiguration.class)
@ConditionalOnClass({ClientResources.class, ClientResourcesBuilderCustomizer.class})
public class RedisAutoConfiguration {
    /** Fine enough for deadlines of a second or two. */
    private static final int TICK_MILLIS = 500;

    private static final int MOST_AT_ONCE = 256;

    @Bean(destroyMethod = "stop")
    HashedWheelTimer redisTimer() {
        return new HashedWheelTimer(new DefaultThreadFactory("redis-timer", true), TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Bean
    ClientResourcesBuilderCustomizer patientRedisTimer(HashedWheelTimer redisTimer) {
        return resources -> resources.timer(redisTimer);
    }

    /** What many flows ask at the same moment leaves in one system call. */
    @Bean
    ClientResourcesBuilderCustomizer fewWrites() {
        return resources -> resources.nettyCustomizer(new NettyCustomizer() {
            @Override
            public void afterChannelInitialized(Channel channel) {
                channel.pipeline().addFirst(new FlushConsolidationHandler(MOST_AT_ONCE, true));
            }
        });
    }
}
