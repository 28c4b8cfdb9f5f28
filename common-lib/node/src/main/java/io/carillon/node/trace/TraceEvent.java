package io.carillon.node.trace;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One message that a node sent or received.
 *
 * @param node the node that saw it
 * @param from host:port, or the node's id where it is known
 * @param to host:port, or the node's id where it is known
 * @param summary what a ladder writes on the arrow: {@code INVITE sip:…}, {@code 200 OK (INVITE)}, {@code AAR}
 * @param keys what ties it to its call or user: Call-ID first, then ICID, Diameter Session-Id, public identities
 * @param payload the SIP text, or the octets in hexadecimal
 */
public record TraceEvent(
        Instant time,
        String node,
        Protocol protocol,
        Direction direction,
        String from,
        String to,
        String summary,
        Set<String> keys,
        String payload) {

    /** Their order is that of {@link TraceBatch}'s format: a new one is the last. */
    public enum Protocol {
        SIP,
        DIAMETER,
        NG,
        DNS,
        HTTP
    }

    public enum Direction {
        SENT,
        RECEIVED
    }

    public TraceEvent {
        keys = ordered(keys);
    }

    /**
     * As a node saw it.
     *
     * @param remote whom it sent the message to or had it from: host:port, or the node's id where it is known
     */
    public static TraceEvent seen(
            Instant time,
            String node,
            Protocol protocol,
            Direction direction,
            String remote,
            String summary,
            Set<String> keys,
            String payload) {
        boolean sent = direction == Direction.SENT;
        return new TraceEvent(
                time, node, protocol, direction, sent ? node : remote, sent ? remote : node, summary, keys, payload);
    }

    static Set<String> ordered(Collection<String> keys) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(keys));
    }

    TraceEvent withPayload(String masked) {
        return new TraceEvent(time, node, protocol, direction, from, to, summary, keys, masked);
    }
}
