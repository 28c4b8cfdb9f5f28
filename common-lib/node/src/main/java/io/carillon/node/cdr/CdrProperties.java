package io.carillon.node.cdr;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param enabled whether records are written at all
 * @param topic the Kafka topic of the records
 * @param maxSpool how much disk the records may take while Kafka is away
 * @param memory how many records may wait in memory when the disk refuses them
 */
@Validated
@ConfigurationProperties("carillon.cdr")
record CdrProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("carillon.cdr") @NotBlank String topic,
        @DefaultValue("512MB") DataSize maxSpool,
        @DefaultValue("10000") @Min(0) @Max(1_000_000) int memory) {}
