package io.carillon.node.trace;

import io.carillon.node.KafkaLink;
import io.carillon.node.NodeAutoConfiguration;
import io.carillon.node.NodeIdentity;
import io.carillon.node.settings.RunTimeSetting;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Traces go to Kafka, or nowhere. */
@AutoConfiguration(after = {NodeAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class})
@EnableConfigurationProperties(TraceProperties.class)
public class TraceAutoConfiguration {

    @Bean
    TraceChoice traceChoice(TraceProperties properties) {
        return new TraceChoice(new TraceChoice.Settings(properties.share(), properties.subscribers()));
    }

    @Bean
    RunTimeSetting<TraceChoice.Settings> tracingSetting(TraceChoice choice) {
        return new RunTimeSetting<>("tracing", TraceChoice.Settings.class, choice::settings, choice::set);
    }

    @Bean
    TracingApi tracingApi(TraceChoice choice) {
        return new TracingApi(choice);
    }

    @Bean
    @ConditionalOnMissingBean
    TraceSink traceSink(
            KafkaLink kafka,
            NodeIdentity node,
            TraceProperties properties,
            TraceChoice choice,
            ObjectProvider<TraceFollower> followers,
            MeterRegistry meters) {
        if (!properties.enabled()) {
            return TraceSink.OFF;
        }
        KafkaTraces traces = new KafkaTraces(
                kafka, node.id(), properties, choice, followers.orderedStream().toList(), meters);
        traces.start();
        return traces;
    }
}
