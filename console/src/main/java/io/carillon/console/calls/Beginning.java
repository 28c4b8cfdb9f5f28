package io.carillon.console.calls;

import io.carillon.node.trace.TraceEvent;
import java.time.Instant;

/**
 * The first request of a call, a registration, a message or a subscription.
 *
 * @param key finds everything that belongs to it: its Call-ID
 */
public record Beginning(String key, Instant time, String method, String from, String to) {
    /** Of a SIP request. */
    static Beginning of(TraceEvent event) {
        var identities = event.keys().stream()
                .filter(io.carillon.trace.Related::isPublicIdentity)
                .toList();
        int space = event.summary().indexOf(' ');
        return new Beginning(
                event.keys().iterator().next(),
                event.time(),
                event.summary().substring(0, space),
                identities.isEmpty() ? event.from() : identities.getFirst(),
                identities.size() < 2 ? event.summary().substring(space + 1) : identities.get(1));
    }
}
