package io.carillon.console.calls;

import io.carillon.node.trace.TraceEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * The first request of a call, a registration, a message or a subscription.
 *
 * @param key finds everything that belongs to it: its Call-ID
 * @param keys what it may be searched by
 */
public record Beginning(String key, Instant time, String method, String from, String to, Set<String> keys) {
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
                identities.size() < 2 ? event.summary().substring(space + 1) : identities.get(1),
                event.keys());
    }

    boolean matches(String searched) {
        var wanted = searched.toLowerCase(Locale.ROOT);
        return keys.stream().anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
