package io.carillon.node.telemetry;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * By Call-ID: under which key the whole call is known, at this node and at all others. That is the ICID (RFC 7315 §4.6),
 * which holds through a B2BUA where the Call-ID does not; a border learns it after the call has begun.
 */
final class CallNames {
    private final Map<String, String> names = Spans.bounded();

    /** @param keys of a SIP message: its Call-ID, its ICID if it has one, identities */
    void learn(Set<String> keys) {
        List<String> ofCall = ofCall(keys);
        if (ofCall.size() > 1) {
            synchronized (names) {
                names.putIfAbsent(ofCall.get(0), ofCall.get(1));
            }
        }
    }

    String of(Set<String> keys) {
        List<String> ofCall = ofCall(keys);
        String first = ofCall.isEmpty() ? keys.iterator().next() : ofCall.getFirst();
        synchronized (names) {
            return names.getOrDefault(first, first);
        }
    }

    private static List<String> ofCall(Set<String> keys) {
        return keys.stream()
                .filter(key -> !key.startsWith("sip:") && !key.startsWith("sips:") && !key.startsWith("tel:"))
                .toList();
    }
}
