package io.carillon.hss.adapter.mysql;

import io.carillon.hss.subscriber.Subscription;
import io.carillon.identity.Impi;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions as this node left them when it gave out a challenge: the assignment that follows in a moment need not read
 * them again. Each is good for one attempt to change it, by which the store finds out whether it is still the newest.
 */
final class Awaited {
    private static final int MOST = 4_096;
    private static final long SOON = Duration.ofSeconds(10).toNanos();

    private final Map<Impi, Left> left = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Impi, Left> eldest) {
            return size() > MOST || eldest.getValue().isOver();
        }
    };

    private record Left(Subscription subscription, long until) {
        boolean isOver() {
            return System.nanoTime() - until > 0;
        }
    }

    synchronized void put(Subscription subscription) {
        left.remove(subscription.impi()); // to stand in order of age
        left.put(subscription.impi(), new Left(subscription, System.nanoTime() + SOON));
    }

    synchronized Optional<Subscription> take(Impi impi) {
        @Nullable Left found = left.remove(impi);
        return found == null || found.isOver() ? Optional.empty() : Optional.of(found.subscription());
    }
}
