package io.carillon.tas.adapter.diameter;

import io.carillon.tas.simservs.RepositoryData;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the HSS said of users lately; the one that nobody asked for longest goes first. */
final class RepositoryCache {
    /** @param until when it is to be read again; it may be served beyond that while the HSS is away */
    record Known(RepositoryData data, Instant until) {}

    private final Map<String, Known> entries;

    RepositoryCache(int most) {
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
                return size() > most;
            }
        };
    }

    synchronized Optional<Known> get(String user) {
        return Optional.ofNullable(entries.get(user));
    }

    synchronized void put(String user, Known entry) {
        entries.put(user, entry);
    }

    /** News of a user who is known here; of others it is read when they call. */
    synchronized void refresh(String user, RepositoryData data) {
        entries.computeIfPresent(user, (ignored, known) -> new Known(data, known.until()));
    }

    synchronized void forget(String user) {
        entries.remove(user);
    }
}
