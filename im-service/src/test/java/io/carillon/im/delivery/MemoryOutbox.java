package io.carillon.im.delivery;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** The outbox in memory. */
public final class MemoryOutbox implements Outbox {
    private final Map<String, Pending> messages = new ConcurrentSkipListMap<>();
    private final Set<String> barred = ConcurrentHashMap.newKeySet();

    private static String key(Ticket ticket) {
        return ticket.recipientKey() + ticket.id();
    }

    @Override
    public boolean put(Pending pending) {
        var key = key(pending.ticket());
        return !barred.contains(key) && messages.putIfAbsent(key, pending) == null;
    }

    @Override
    public boolean replace(Pending before, Pending after) {
        var done = new boolean[1];
        messages.computeIfPresent(key(before.ticket()), (key, present) -> {
            done[0] = present.version() == before.version();
            return done[0] ? after : present;
        });
        return done[0];
    }

    @Override
    public void remove(Pending pending) {
        if (pending.repeated() && Step.isDone(pending)) {
            barred.add(key(pending.ticket()));
        }
        messages.remove(key(pending.ticket()));
    }

    @Override
    public void leave(Pending pending) {
        remove(pending);
    }

    @Override
    public List<Pending> of(String recipient, int limit) {
        return messages.values().stream()
                .filter(each -> each.recipient().equals(recipient))
                .sorted(Comparator.comparing(Pending::id))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Pending> find(Ticket ticket) {
        return Optional.ofNullable(messages.get(key(ticket)));
    }

    @Override
    public void forEach(Consumer<Pending> visitor) {
        messages.values().forEach(visitor);
    }
}
