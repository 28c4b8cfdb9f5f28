package io.carillon.node.sip;

import io.carillon.sip.transport.TransportSettings;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How SIP connections are treated.
 *
 * @param origins web sites whose pages may open a WebSocket (RFC 6455 §10.2), such as https://phone.example; "*" is all
 * @param max open at a time
 * @param perSource open at a time from one IPv4 address or IPv6 /64
 * @param idle a connection on which nothing happens for so long is closed
 * @param patience how long a peer may take for its first message, and for the rest of one that it has begun
 * @param keepAlive how often connections that we opened are pinged (RFC 5626 §4.4.1); zero is never
 */
@Validated
@ConfigurationProperties("carillon.sip.connections")
public record ConnectionProperties(
        @DefaultValue Set<String> origins,
        @DefaultValue("20000") @Min(1) int max,
        @DefaultValue("20000") @Min(1) int perSource,
        @DefaultValue("10m") Duration idle,
        @DefaultValue("30s") Duration patience,
        @DefaultValue("0s") Duration keepAlive) {

    TransportSettings settings(TlsProperties tls) {
        return new TransportSettings(tls.settings().orElse(null), origins, max, perSource, idle, patience, keepAlive);
    }
}
