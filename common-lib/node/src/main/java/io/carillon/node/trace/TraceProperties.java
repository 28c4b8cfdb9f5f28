package io.carillon.node.trace;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param enabled whether messages are traced at all
 * @param topic the Kafka topic of the events
 * @param share of all calls, 0 to 1
 * @param subscribers public identities of whom everything is traced
 * @param buffer how much may wait for Kafka; beyond it the oldest is dropped
 * @param linger how long events wait for company in one record
 * @param maskMessageBodies whether the text of MESSAGE requests is blotted out
 */
@Validated
@ConfigurationProperties("carillon.trace")
record TraceProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("carillon.trace") @NotBlank String topic,
        @DefaultValue("1") double share,
        @DefaultValue Set<String> subscribers,
        @DefaultValue("8MB") DataSize buffer,
        @DefaultValue("250ms") Duration linger,
        @DefaultValue("false") boolean maskMessageBodies) {}
