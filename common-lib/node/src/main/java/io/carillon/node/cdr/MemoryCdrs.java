package io.carillon.node.cdr;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps records for a test to look at; the same id written twice is one record. */
public final class MemoryCdrs implements CdrSink {
    private final Map<String, CdrEvent> events = new ConcurrentSkipListMap<>();
    private final AtomicLong sequence = new AtomicLong();

    @Override
    public String nextId() {
        return "test-0-%06d".formatted(sequence.incrementAndGet());
    }

    @Override
    public Kept write(CdrEvent event) {
        events.put(event.id(), event);
        return Kept.IN_MEMORY;
    }

    public List<CdrEvent> events() {
        return List.copyOf(events.values());
    }
}
