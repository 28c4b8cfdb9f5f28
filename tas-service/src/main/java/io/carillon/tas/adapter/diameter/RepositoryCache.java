package io.carillon.tas.adapter.diameter;

import io.carillon.tas.simservs.RepositoryData;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the HSS said of users lately; the one that nobody asked for longest goes first. The identities of an implicit
 * registration set have their data in common, so they have one entry.
 */
final class RepositoryCache {
    /**
     * @param identities of the set, as far as the HSS tells them
     * @param until when it is to be read again; it may be served beyond that while the HSS is away
     */
    record Known(RepositoryData data, List<String> identities, Instant until) {}

    private final int most;
    /** By one identity of the set. */
    private final Map<String, Known> entries = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<String, String> entryOf = new HashMap<>();

    RepositoryCache(int most) {
        this.most = most;
    }

    synchronized Optional<Known> get(String user) {
        return Optional.ofNullable(entryOf.get(user)).map(entries::get);
    }

    synchronized void put(String user, Known entry) {
        forget(user);
        entry.identities().forEach(this::forget);
        entries.put(user, entry);
        entryOf.put(user, user);
        entry.identities().forEach(each -> entryOf.put(each, user));
        if (entries.size() > most) {
            forget(entries.keySet().iterator().next());
        }
    }

    /** News of a user who is known here; of others it is read when they call. */
    synchronized void refresh(String user, RepositoryData data) {
        get(user)
                .ifPresent(known -> entries.put(entryOf.get(user), new Known(data, known.identities(), known.until())));
    }

    synchronized void forget(String user) {
        var key = entryOf.remove(user);
        if (key == null) {
            return;
        }
        var known = entries.remove(key);
        entryOf.remove(key);
        if (known != null) {
            known.identities().forEach(entryOf::remove);
        }
    }
}
