package io.carillon.enumdns;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The port's in-memory version; can be away. */
final class InMemoryNumbers implements Numbers {
    final AtomicInteger looks = new AtomicInteger();
    private final TreeMap<E164, NumberMapping> mappings = new TreeMap<>();
    private boolean away;

    synchronized void away(boolean now) {
        away = now;
    }

    private void answer() {
        if (away) {
            throw new StoreAway("away for the test", new IllegalStateException());
        }
    }

    @Override
    public synchronized Node look(E164 number) {
        looks.incrementAndGet();
        answer();
        Map.Entry<E164, NumberMapping> next = mappings.ceilingEntry(number);
        if (next == null) {
            return new Node.Nothing();
        }
        if (next.getKey().equals(number)) {
            return new Node.Mapped(next.getValue());
        }
        return next.getKey().digits().startsWith(number.digits()) ? new Node.Prefix() : new Node.Nothing();
    }

    @Override
    public synchronized Optional<NumberMapping> find(E164 number) {
        answer();
        return Optional.ofNullable(mappings.get(number));
    }

    @Override
    public synchronized boolean put(NumberMapping mapping) {
        answer();
        return mappings.put(mapping.number(), mapping) == null;
    }

    @Override
    public synchronized boolean remove(E164 number) {
        answer();
        return mappings.remove(number) != null;
    }

    @Override
    public synchronized List<NumberMapping> list(Optional<E164> beginning, Optional<E164> after, int limit) {
        answer();
        String first = beginning.map(E164::digits).orElse("");
        return mappings.values().stream()
                .filter(mapping -> mapping.number().digits().startsWith(first))
                .filter(mapping -> after.isEmpty() || mapping.number().compareTo(after.get()) > 0)
                .limit(limit)
                .toList();
    }
}
