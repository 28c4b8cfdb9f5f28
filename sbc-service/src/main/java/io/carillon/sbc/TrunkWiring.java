package io.carillon.sbc;

import io.carillon.sbc.adapter.redis.RedisTrunkAudit;
import io.carillon.sbc.ibcf.TrunkAudit;
import io.carillon.sbc.ibcf.TrunkNode;
import io.carillon.sbc.ibcf.Trunks;
import io.carillon.sbc.pcscf.Border;
import io.carillon.sbc.pcscf.DialogFlow;
import io.carillon.sbc.pcscf.SessionFlow;
import io.carillon.sip.transaction.RequestHandler;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The side of other networks; it is heard where a listening point {@code trunk} is configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Trunks.class)
class TrunkWiring {
    @Bean
    TrunkAudit trunkAudit(StringRedisTemplate redis, JsonMapper json) {
        return new RedisTrunkAudit(redis, json);
    }

    @Bean(Border.TRUNK)
    RequestHandler trunk(
            Border border, Trunks trunks, SessionFlow sessions, DialogFlow dialogs, TrunkAudit audit, Clock clock) {
        return new TrunkNode(border, trunks, sessions, dialogs, audit, clock);
    }
}
