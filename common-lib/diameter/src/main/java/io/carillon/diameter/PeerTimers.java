package io.carillon.diameter;

import java.time.Duration;

/**
 * How peers are watched.
 *
 * @param connect how long connecting and capabilities exchange may take
 * @param watchdog Tw of RFC 3539 §3.4.1: silence after which a peer is probed
 * @param retry how often the peers asked for are compared with those connected
 */
public record PeerTimers(Duration connect, Duration watchdog, Duration retry) {
    /** RFC 3539 recommends Tw = 30 s and allows 6 s; a call core wants to know soon. */
    public static final PeerTimers DEFAULT =
            new PeerTimers(Duration.ofSeconds(5), Duration.ofSeconds(6), Duration.ofSeconds(1));
}
