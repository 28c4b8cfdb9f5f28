package io.carillon.console.adapter.kafka;

import io.carillon.node.trace.TraceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Nodes send what they saw in batches, each in its own time: events wait a moment, so that the first is told first. */
final class InOrder {
    /** Longer than a node lets events wait for company. */
    static final Duration MOMENT = Duration.ofMillis(500);

    private final PriorityQueue<TraceEvent> waiting = new PriorityQueue<>(Comparator.comparing(TraceEvent::time));

    void add(List<TraceEvent> batch) {
        waiting.addAll(batch);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** What nothing older will come before; an event from the future has been dated by a wrong clock and is not waited for. */
    List<TraceEvent> ripe(Instant now) {
        List<TraceEvent> ripe = new ArrayList<>();
        for (var next = waiting.peek(); next != null && isRipe(next, now); next = waiting.peek()) {
            ripe.add(waiting.remove());
        }
        return ripe;
    }

    private static boolean isRipe(TraceEvent event, Instant now) {
        return event.time().isBefore(now.minus(MOMENT)) || event.time().isAfter(now.plus(MOMENT));
    }
}
