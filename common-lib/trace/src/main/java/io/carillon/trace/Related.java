package io.carillon.trace;

import io.carillon.node.trace.TraceEvent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The events of one call or subscriber: all that share a key with it, directly or through others. Public identities
 * are no links, since they would tie all calls of a user together; they can only be where the search starts.
 */
public final class Related {
    private Related() {}

    public static List<TraceEvent> to(String key, List<TraceEvent> events) {
        Map<String, Set<TraceEvent>> byKey = new HashMap<>();
        for (TraceEvent event : events) {
            event.keys()
                    .forEach(each ->
                            byKey.computeIfAbsent(each, _ -> new HashSet<>()).add(event));
        }
        Set<TraceEvent> found = to(key, each -> byKey.getOrDefault(each, Set.of()));
        return events.stream().filter(found::contains).toList();
    }

    /** @param byKey the events that have a key */
    public static Set<TraceEvent> to(String key, Function<String, ? extends Collection<TraceEvent>> byKey) {
        Set<TraceEvent> found = new HashSet<>();
        Set<String> followed = new HashSet<>(Set.of(key));
        Deque<String> open = new ArrayDeque<>(followed);
        while (!open.isEmpty()) {
            for (TraceEvent event : byKey.apply(open.pop())) {
                found.add(event);
                event.keys().stream()
                        .filter(each -> !isPublicIdentity(each))
                        .filter(followed::add)
                        .forEach(open::push);
            }
        }
        return found;
    }

    public static boolean isPublicIdentity(String key) {
        return key.startsWith("sip:") || key.startsWith("sips:") || key.startsWith("tel:");
    }
}
