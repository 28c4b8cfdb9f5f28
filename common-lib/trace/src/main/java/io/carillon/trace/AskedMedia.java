package io.carillon.trace;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Media that a policy function refused.
 *
 * @param kinds by the component's number, as SDP names them; without those that were taken away
 * @param acceptable numbers of what it would have accepted
 */
record AskedMedia(Map<String, String> kinds, Set<String> acceptable) {

    /** What was refused; all of them where each was wanted with less bandwidth, or nothing is said. */
    String refused() {
        List<String> beyond = kinds.entrySet().stream()
                .filter(component -> !acceptable.contains(component.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        Collection<String> refused = beyond.isEmpty() ? kinds.values() : beyond;
        return refused.isEmpty()
                ? "of unknown kind"
                : String.join(", ", refused.stream().distinct().toList());
    }
}
