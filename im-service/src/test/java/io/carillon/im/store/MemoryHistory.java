package io.carillon.im.store;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The history in memory. */
public final class MemoryHistory implements History {
    private final Map<MessageId, StoredMessage> messages = new ConcurrentHashMap<>();
    private final Set<Place> deleted = ConcurrentHashMap.newKeySet();

    @Override
    public void record(StoredMessage message) {
        messages.put(message.id(), message);
    }

    @Override
    public void change(StoredMessage message, State state, Instant at, String why) {
        messages.computeIfPresent(message.id(), (id, known) -> known.in(state, at, why.isEmpty() ? known.why() : why));
    }

    @Override
    public Optional<StoredMessage> look(StoredMessage message) {
        return Optional.ofNullable(messages.get(message.id()));
    }

    @Override
    public long delete(Set<String> users) {
        long count = 0;
        for (var message : messages.values()) {
            for (var entry : List.of(new Entry(Side.SENT, message), new Entry(Side.RECEIVED, message))) {
                count += users.contains(entry.user()) && deleted.add(Place.of(entry)) ? 1 : 0;
            }
        }
        return count;
    }

    @Override
    public Page find(Query query) {
        var found = messages.values().stream()
                .flatMap(message -> Stream.of(new Entry(Side.SENT, message), new Entry(Side.RECEIVED, message)))
                .filter(entry -> !deleted.contains(Place.of(entry)))
                .filter(entry -> query.users().contains(entry.user()))
                .filter(entry -> query.peers().isEmpty() || query.peers().contains(entry.peer()))
                .filter(entry -> query.text()
                        .map(part -> entry.message()
                                .text()
                                .filter(text -> text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)))
                                .isPresent())
                        .orElse(true))
                .filter(entry -> !entry.message().accepted().isBefore(query.from())
                        && entry.message().accepted().isBefore(query.to()))
                .filter(entry -> query.after()
                        .filter(place -> Place.of(entry).compareTo(place) <= 0)
                        .isEmpty())
                .toList();
        return Page.of(found, query.limit());
    }
}
