package io.carillon.charging.cdf;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Charging records.
 *
 * @param topic where the nodes write their charging events
 * @param group the consumer group; all charging nodes of a core are in one
 * @param consumers how many partitions this node reads at once
 * @param batch how many records are kept in one transaction at the most
 * @param retryMost how long the store is left alone, at the most, before a batch is tried again
 */
@Validated
@ConfigurationProperties("carillon.charging.cdf")
public record CdfProperties(
        @DefaultValue("carillon.cdr") @NotBlank String topic,
        @DefaultValue("carillon-cdf") @NotBlank String group,
        @DefaultValue("1") @Min(1) @Max(64) int consumers,
        @DefaultValue("500") @Min(1) @Max(10_000) int batch,
        @DefaultValue("5s") Duration retryMost) {}
