package io.carillon.im;

import io.carillon.im.adapter.hbase.HbaseNotices;
import io.carillon.im.adapter.hbase.HbaseTables;
import io.carillon.im.adapter.redis.RedisBarred;
import io.carillon.im.adapter.redis.RedisRates;
import io.carillon.im.adapter.redis.RedisReception;
import io.carillon.im.delivery.Reception;
import io.carillon.im.imdn.Dispositions;
import io.carillon.im.policy.Barred;
import io.carillon.im.policy.LimitProperties;
import io.carillon.im.policy.Limits;
import io.carillon.im.policy.MessagePolicy;
import io.carillon.im.policy.NodeRates;
import io.carillon.im.store.Aliases;
import io.carillon.im.store.History;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The operator's rules, and what recipients say of messages. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitProperties.class)
class PolicyWiring {
    @Bean
    Barred barred(StringRedisTemplate redis) {
        return new RedisBarred(redis);
    }

    @Bean
    RedisRates ratesOfAllNodes(StringRedisTemplate redis, LimitProperties limits, Clock clock) {
        return new RedisRates(redis, limits, clock);
    }

    @Bean
    NodeRates ratesOfThisNode(LimitProperties limits, Clock clock) {
        return new NodeRates(limits, clock);
    }

    @Bean
    MessagePolicy messagePolicy(Barred barred, RedisRates together, NodeRates alone) {
        return new Limits(barred, together, alone);
    }

    @Bean
    Reception reception(StringRedisTemplate redis, RedisRates together, NodeRates alone) {
        return new RedisReception(redis, together, alone);
    }

    @Bean
    Dispositions dispositions(HbaseTables tables, History history, Aliases aliases) {
        return new Dispositions(new HbaseNotices(tables), history, aliases);
    }
}
