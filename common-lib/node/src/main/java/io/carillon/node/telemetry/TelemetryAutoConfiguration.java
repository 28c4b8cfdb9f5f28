package io.carillon.node.telemetry;

import io.carillon.node.NodeAutoConfiguration;
import io.carillon.node.NodeIdentity;
import io.carillon.node.trace.TraceFollower;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Without an endpoint nothing of it is there. */
@AutoConfiguration(after = {NodeAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class})
@ConditionalOnProperty("carillon.telemetry.endpoint")
@EnableConfigurationProperties(TelemetryProperties.class)
public class TelemetryAutoConfiguration {

    @Bean
    CallNames callNames() {
        return new CallNames();
    }

    @Bean(destroyMethod = "close")
    OtlpExport otlpExport(TelemetryProperties properties, NodeIdentity self, CallNames names, MeterRegistry meters) {
        return new OtlpExport(Objects.requireNonNull(properties.endpoint()), properties, self, names, meters).start();
    }

    @Bean
    TraceFollower spans(CallNames names, OtlpExport export) {
        return new Spans(names, export)::accept;
    }
}
