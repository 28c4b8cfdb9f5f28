package io.carillon.sip.transport;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a stack treats connections.
 *
 * @param tls certificates; without them no TLS and no WSS
 * @param origins web sites whose pages may open a WebSocket; "*" is every one. A client that names none is no browser
 * @param maxConnections open at a time
 * @param maxPerSource open at a time from one IPv4 address or IPv6 /64
 * @param idle a connection on which nothing happens for so long is closed
 * @param patience how long a peer may take for its first message, and for the rest of one that it has begun
 * @param keepAlive how often we ping on connections that we opened (RFC 5626 §4.4.1); zero is never
 */
public record TransportSettings(
        @Nullable TlsSettings tls,
        Set<String> origins,
        int maxConnections,
        int maxPerSource,
        Duration idle,
        Duration patience,
        Duration keepAlive) {
    public static final TransportSettings STANDARD = new TransportSettings(
            null, Set.of(), 20_000, 20_000, Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ZERO);

    public TransportSettings tls(TlsSettings value) {
        return new TransportSettings(value, origins, maxConnections, maxPerSource, idle, patience, keepAlive);
    }

    public TransportSettings origins(Set<String> value) {
        return new TransportSettings(tls, value, maxConnections, maxPerSource, idle, patience, keepAlive);
    }

    public TransportSettings bounds(int connections, int perSource) {
        return new TransportSettings(tls, origins, connections, perSource, idle, patience, keepAlive);
    }

    public TransportSettings times(Duration idleTime, Duration patienceTime, Duration pings) {
        return new TransportSettings(tls, origins, maxConnections, maxPerSource, idleTime, patienceTime, pings);
    }
}
