package io.carillon.node.health;

import io.carillon.node.NodeAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The contributor {@code wire}, which is the health group {@code functional}. */
@AutoConfiguration(after = NodeAutoConfiguration.class)
@EnableConfigurationProperties(HealthProperties.class)
public class HealthAutoConfiguration {

    @Bean
    FunctionalHealth wireHealthIndicator(ObjectProvider<FunctionalProbe> probes, HealthProperties properties) {
        return new FunctionalHealth(() -> probes.orderedStream().toList(), properties, System::nanoTime);
    }
}
