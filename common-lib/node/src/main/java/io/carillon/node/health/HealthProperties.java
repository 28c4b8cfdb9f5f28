package io.carillon.node.health;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param deadline how long all functional probes together may take
 * @param cached how long their result stands
 */
@ConfigurationProperties("carillon.health")
record HealthProperties(
        @DefaultValue("1s") Duration deadline,
        @DefaultValue("1s") Duration cached) {}
