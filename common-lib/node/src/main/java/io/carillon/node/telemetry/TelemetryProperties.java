package io.carillon.node.telemetry;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param endpoint of a collector that takes OTLP over HTTP, such as {@code http://127.0.0.1:4318}; nothing is made or sent
 *     while it is empty
 * @param token the bearer token that the collector wants, if any
 * @param interval how often what has ended is sent
 * @param queue how many spans may wait; beyond it they are dropped and counted
 */
@Validated
@ConfigurationProperties("carillon.telemetry")
record TelemetryProperties(
        @Nullable URI endpoint,
        @Nullable String token,
        @DefaultValue("2s") Duration interval,
        @DefaultValue("10000") @Min(1) @Max(1_000_000) int queue) {
    @Override
    public String toString() {
        return "TelemetryProperties[" + endpoint + "]";
    }
}
