package io.carillon.diameter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Redirects that hold for more than the request they answered (RFC 6733 §6.13, §6.14). Bounded; the oldest go first. */
final class Redirects {
    private static final int MOST = 100_000;

    /** @param value of what: a session, a user, a host, a realm */
    private record Key(RedirectUsage usage, String value) {}

    private record Entry(List<PeerAddress> hosts, long end) {}

    private final Map<Key, Entry> entries = new LinkedHashMap<>();
    private final LongSupplier nanos;

    Redirects(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized void learn(DiameterRequest<?> request, Envelope envelope, long application, Redirect redirect) {
        if (redirect.usage() == RedirectUsage.DONT_CACHE || redirect.lifetime().isZero()) {
            return;
        }
        var entry = new Entry(
                redirect.hosts(), nanos.getAsLong() + redirect.lifetime().toNanos());
        keys(request, envelope, application)
                .filter(key -> key.usage() == redirect.usage())
                .forEach(key -> {
                    entries.remove(key);
                    entries.put(key, entry);
                });
        while (entries.size() > MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    /** What is known of a request, the most special first. */
    synchronized Optional<List<PeerAddress>> find(DiameterRequest<?> request, Envelope envelope, long application) {
        return keys(request, envelope, application)
                .flatMap(key -> alive(key).stream())
                .findFirst();
    }

    private Optional<List<PeerAddress>> alive(Key key) {
        Entry entry = entries.get(key);
        if (entry != null && entry.end() - nanos.getAsLong() < 0) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.ofNullable(entry).map(Entry::hosts);
    }

    synchronized void forget(DiameterRequest<?> request, Envelope envelope, long application) {
        keys(request, envelope, application).toList().forEach(entries::remove);
    }

    private static Stream<Key> keys(DiameterRequest<?> request, Envelope envelope, long application) {
        String realm = envelope.destinationRealm().orElse("");
        var general = Stream.of(
                new Key(RedirectUsage.REALM_AND_APPLICATION, realm + ' ' + application),
                new Key(RedirectUsage.ALL_APPLICATION, Long.toString(application)),
                new Key(RedirectUsage.ALL_REALM, realm));
        var session = envelope.sessionId().stream().map(each -> new Key(RedirectUsage.ALL_SESSION, each));
        var users = request.users().stream().map(each -> new Key(RedirectUsage.ALL_USER, each));
        var host = envelope.destinationHost().stream().map(each -> new Key(RedirectUsage.ALL_HOST, each));
        return Stream.of(session, users, host, general).flatMap(each -> each);
    }
}
