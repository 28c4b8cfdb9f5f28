package io.carillon.console.calls;

import io.carillon.node.trace.TraceEvent;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceEvent.Protocol;
import io.carillon.trace.Ladder;
import io.carillon.trace.Related;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the nodes traced lately, in memory and bounded: the oldest leaves first. */
public final class Recording {
    /**
     * @param most events
     * @param octets of memory, near enough
     * @param age of an event
     */
    public record Bounds(int most, long octets, Duration age) {}

    /** What an event takes besides its text: a dozen objects, and its places under its keys. */
    private static final int FRAME = 1_000;

    /** Phones that registered, to be called by their names: not all of them in a large network. */
    private static final int MOST_PHONES = 5_000;

    private final Bounds bounds;
    private final Clock clock;
    private final Deque<TraceEvent> events = new ArrayDeque<>();
    private final Map<String, Deque<TraceEvent>> byKey = new HashMap<>();
    private final Map<String, Beginning> beginnings = new LinkedHashMap<>();
    private final Map<String, TraceEvent> phones = new LinkedHashMap<>();
    private final Traffic traffic = new Traffic();
    private long octets;

    public Recording(Bounds bounds, Clock clock) {
        this.bounds = bounds;
        this.clock = clock;
    }

    public synchronized void add(TraceEvent event) {
        boolean begins = begins(event);
        events.add(event);
        octets += octets(event);
        event.keys()
                .forEach(key ->
                        byKey.computeIfAbsent(key, fresh -> new ArrayDeque<>()).add(event));
        if (begins) {
            var beginning = Beginning.of(event);
            beginnings.put(beginning.key(), beginning);
            traffic.began(beginning);
        }
        traffic.seen(event);
        notePhone(event);
        forget();
    }

    private static int octets(TraceEvent event) {
        int keys = event.keys().stream().mapToInt(String::length).sum();
        int addresses = event.from().length() + event.to().length();
        return FRAME + event.payload().length() + event.summary().length() + keys + addresses;
    }

    /** A SIP request that shares no key with anything before, but the names of who takes part. */
    private boolean begins(TraceEvent event) {
        return event.protocol() == Protocol.SIP
                && !Character.isDigit(event.summary().charAt(0))
                && event.summary().indexOf(' ') > 0
                && !event.keys().isEmpty()
                && event.keys().stream()
                        .filter(key -> !Related.isPublicIdentity(key))
                        .noneMatch(byKey::containsKey);
    }

    private void notePhone(TraceEvent event) {
        boolean registers = event.protocol() == Protocol.SIP
                && event.direction() == Direction.RECEIVED
                && event.summary().startsWith("REGISTER ");
        if (registers) {
            phones.remove(event.from());
            phones.put(event.from(), event);
            if (phones.size() > MOST_PHONES) {
                phones.remove(phones.keySet().iterator().next());
            }
        }
    }

    private void forget() {
        var oldest = clock.instant().minus(bounds.age());
        while (!events.isEmpty()
                && (events.size() > bounds.most()
                        || octets > bounds.octets()
                        || events.getFirst().time().isBefore(oldest))) {
            var event = events.removeFirst();
            octets -= octets(event);
            event.keys().forEach(key -> forget(key, event));
        }
    }

    private void forget(String key, TraceEvent event) {
        var left = byKey.get(key);
        if (left != null && left.remove(event) && left.isEmpty()) {
            byKey.remove(key);
            beginnings.remove(key);
        }
    }

    /** The newest first. */
    public synchronized List<Beginning> beginnings(Predicate<Beginning> wanted, int limit) {
        return new ArrayList<>(beginnings.values())
                .reversed().stream().filter(wanted).limit(limit).toList();
    }

    /**
     * The newest first of those that something with this in one of its keys belongs to: a number that is translated, the
     * Call-ID of a later leg and the ICID are in no first request.
     */
    public synchronized List<Beginning> beginnings(String searched, Predicate<Beginning> wanted, int limit) {
        var belonging = Related.to(searched, key -> key.equals(searched) ? mentioning(searched) : having(key)).stream()
                .flatMap(event -> event.keys().stream())
                .collect(Collectors.toSet());
        return beginnings(each -> belonging.contains(each.key()) && wanted.test(each), limit);
    }

    private List<TraceEvent> mentioning(String searched) {
        var part = searched.toLowerCase(Locale.ROOT);
        return byKey.entrySet().stream()
                .filter(each -> each.getKey().toLowerCase(Locale.ROOT).contains(part))
                .flatMap(each -> each.getValue().stream())
                .toList();
    }

    /** The ladder of a Call-ID or of a public identity; empty if nothing of it is kept. */
    public synchronized Optional<Ladder> ladder(String key) {
        var related = Related.to(key, this::having).stream()
                .sorted(Comparator.comparing(TraceEvent::time))
                .toList();
        var others = new ArrayList<>(phones.values());
        others.addAll(related);
        return related.isEmpty() ? Optional.empty() : Optional.of(Ladder.of(related, others));
    }

    private Collection<TraceEvent> having(String key) {
        return byKey.getOrDefault(key, new ArrayDeque<>());
    }

    synchronized List<Traffic.Slice> traffic(Instant from, Instant to) {
        return traffic.between(from, to);
    }
}
