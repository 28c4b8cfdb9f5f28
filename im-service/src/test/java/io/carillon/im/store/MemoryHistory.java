package io.carillon.im.store;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The history in memory. */
public final class MemoryHistory implements History {
    private final Map<MessageId, StoredMessage> messages = new ConcurrentHashMap<>();

    @Override
    public void record(StoredMessage message) {
        messages.put(message.id(), message);
    }

    @Override
    public void change(StoredMessage message, State state, Instant at, String why) {
        messages.computeIfPresent(message.id(), (id, known) -> {
            var states = new EnumMap<>(known.states());
            states.put(state, at);
            return new StoredMessage(
                    id,
                    known.kind(),
                    known.sender(),
                    known.recipient(),
                    known.contentType(),
                    known.text(),
                    known.accepted(),
                    states,
                    why.isEmpty() ? known.why() : why);
        });
    }

    @Override
    public Page find(Query query) {
        var found = messages.values().stream()
                .flatMap(message -> Stream.of(new Entry(Side.SENT, message), new Entry(Side.RECEIVED, message)))
                .filter(entry -> query.users().contains(entry.user()))
                .filter(entry -> query.peers().isEmpty() || query.peers().contains(entry.peer()))
                .filter(entry -> !entry.message().accepted().isBefore(query.from())
                        && entry.message().accepted().isBefore(query.to()))
                .filter(entry -> query.after()
                        .filter(place -> Place.of(entry).compareTo(place) <= 0)
                        .isEmpty())
                .toList();
        return Page.of(found, query.limit());
    }
}
