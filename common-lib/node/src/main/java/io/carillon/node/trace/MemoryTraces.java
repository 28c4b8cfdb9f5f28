package io.carillon.node.trace;

import io.carillon.node.trace.TraceEvent.Direction;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps events for a test to look at, masked as every sink masks them. */
public final class MemoryTraces implements TraceSink {
    private final List<TraceEvent> events = new CopyOnWriteArrayList<>();
    private final TraceMask mask = new TraceMask(false);

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public void record(TraceEvent event) {
        var batch = new TraceBatch(mask);
        batch.add(event);
        events.addAll(TraceBatch.readFrames(batch.frames()));
    }

    @Override
    public void record(Instant time, String node, Direction direction, String remote, Wire message) {
        var batch = new TraceBatch(mask);
        batch.add(time, node, direction, remote, message);
        events.addAll(TraceBatch.readFrames(batch.frames()));
    }

    public List<TraceEvent> events() {
        return List.copyOf(events);
    }

    /** The events that carry this key. */
    public List<TraceEvent> of(String key) {
        return events.stream().filter(event -> event.keys().contains(key)).toList();
    }
}
