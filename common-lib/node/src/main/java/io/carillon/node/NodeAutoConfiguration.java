package io.carillon.node;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Who this node is, and what it stamps on its metrics. */
@AutoConfiguration
@EnableConfigurationProperties({NodeProperties.class, KafkaLink.class})
public class NodeAutoConfiguration {

    @Bean
    NodeIdentity nodeIdentity(NodeProperties properties) {
        NodeProperties.Node node = properties.node();
        return new NodeIdentity(node.id(), node.role(), literal(node.host()), properties.homeDomain());
    }

    @Bean
    NodeEpoch nodeEpoch(NodeProperties properties, Clock clock) {
        return NodeEpoch.next(properties.dataDir(), clock);
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    MeterFilter nodeTags(NodeIdentity node) {
        return MeterFilter.commonTags(Tags.of("node", node.id(), "role", node.role()));
    }

    /** The directory holds addresses only: no node should need DNS to reach another. */
    private static String literal(String host) {
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException e) {
            throw new StartRefused(
                    "carillon.node.host is '" + host + "', which this machine cannot resolve.",
                    "Set CARILLON_NODE_HOST to the address at which other nodes reach this one.",
                    e);
        }
    }
}
