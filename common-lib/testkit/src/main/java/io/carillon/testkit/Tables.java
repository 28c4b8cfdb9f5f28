package io.carillon.testkit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every table of a node: the maps, collections, queues and arrays that can be reached from its parts through our own
 * classes, each named after the field that holds it. Nobody has to think of a new one for it to be counted.
 */
public final class Tables {
    private static final String OURS = "io.carillon.";
    /** Meters, one for each kind of message. */
    private static final Set<String> COUNTED = Set.of(
            "DiameterMeters.counters",
            "MeteredClient.timers",
            "SipMeters.delays",
            "SipMeters.requests",
            "SipMeters.responses",
            "SipMeters.transactions");
    /**
     * What may hold one of the node's own probes, which never rest: a stack counts its transactions itself. A sender in
     * each of a thousand slots. And the nodes around it.
     */
    private static final Set<String> PASSED_OVER = Set.of(
            "TransactionLayer.servers",
            "AlarmWheel.slots",
            "IncomingDatagrams.arrivals",
            "NodeTable.roles",
            "NodeTable.told",
            "NodeInfo.addresses");
    /** Where tests have a node put its records and what it sends and gets. */
    private static final Set<String> COLLECTED =
            Set.of("CdrEvent.extra", "MemoryCdrs.events", "MemoryTraces.events", "Records.written", "TraceEvent.keys");
    /** Bounded memory that is kept to be used again. */
    private static final Set<String> REUSED = Set.of("TraceQueue.spares");
    /** A table may change while it is walked through. */
    private static final int ATTEMPTS = 20;

    private final Map<String, Integer> sizes = new TreeMap<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Class<?>> classes = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> waiting = new ArrayDeque<>();

    private Tables() {}

    /** How much is in each, of all that are held by fields of the same name. */
    public static Map<String, Integer> of(Collection<?> parts) {
        for (int attempt = 1; ; attempt++) {
            try {
                return new Tables().walk(parts);
            } catch (ConcurrentModificationException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Those that have more in them than before, but for what is counted, collected or kept on purpose. */
    public static Map<String, String> grown(Map<String, Integer> before, Map<String, Integer> after) {
        return after.entrySet().stream()
                .filter(table -> Stream.of(COUNTED, COLLECTED, REUSED).noneMatch(each -> each.contains(table.getKey())))
                .filter(table -> table.getValue() > before.getOrDefault(table.getKey(), 0))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        table -> before.getOrDefault(table.getKey(), 0) + " -> " + table.getValue()));
    }

    private Map<String, Integer> walk(Collection<?> parts) {
        parts.forEach(this::meet);
        while (!waiting.isEmpty()) {
            enter(waiting.pop());
        }
        return sizes;
    }

    private void meet(@Nullable Object object) {
        if (object != null && seen.add(object)) {
            waiting.push(object);
        }
    }

    private void enter(Object object) {
        switch (object) {
            case Map<?, ?> map -> {
                List.copyOf(map.keySet()).forEach(this::meet);
                Arrays.asList(map.values().toArray()).forEach(this::meet);
            }
            case Collection<?> all -> Arrays.asList(all.toArray()).forEach(this::meet);
            case Object[] array -> Arrays.asList(array).forEach(this::meet);
            case AtomicReference<?> reference -> meet(reference.get());
            case Optional<?> optional -> optional.ifPresent(this::meet);
            default -> {}
        }
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().startsWith(OURS) && !type.isEnum()) {
                fields(type, object);
            }
        }
    }

    private void fields(Class<?> type, Object object) {
        boolean first = classes.add(type);
        for (Field field : type.getDeclaredFields()) {
            boolean ofClass = Modifier.isStatic(field.getModifiers());
            if (!field.getType().isPrimitive() && (first || !ofClass)) {
                follow(type, field, value(field, ofClass ? null : object));
            }
        }
    }

    private static @Nullable Object value(Field field, @Nullable Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void follow(Class<?> type, Field field, @Nullable Object value) {
        var name = type.getSimpleName() + "." + field.getName();
        if (PASSED_OVER.contains(name)) {
            return;
        }
        int size = switch (value) {
            case null -> -1;
            case Map<?, ?> map -> map.size();
            case Collection<?> all -> all.size();
            case Object[] array ->
                (int) Arrays.stream(array).filter(Objects::nonNull).count();
            case ThreadPoolExecutor executor -> executor.getQueue().size();
            default -> -1;
        };
        if (size >= 0) {
            sizes.merge(name, size, Integer::sum);
        }
        meet(value);
    }
}
