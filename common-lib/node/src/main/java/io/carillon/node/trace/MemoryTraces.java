package io.carillon.node.trace;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps events for a test to look at, masked as every sink masks them. */
public final class MemoryTraces implements TraceSink {
    private final List<TraceEvent> events = new CopyOnWriteArrayList<>();
    private final TraceMask mask = new TraceMask(false);

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public void record(Supplier<@Nullable TraceEvent> made) {
        TraceEvent event = made.get();
        if (event != null) {
            events.add(mask.apply(event));
        }
    }

    public List<TraceEvent> events() {
        return List.copyOf(events);
    }

    /** The events that carry this key. */
    public List<TraceEvent> of(String key) {
        return events.stream().filter(event -> event.keys().contains(key)).toList();
    }
}
