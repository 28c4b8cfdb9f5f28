package io.carillon.node.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which calls are traced: a share of all, the same ones at every node, and everything of chosen subscribers. Used by the
 * one thread that ships events, but for {@link #mayTake}; the settings may change at any time.
 */
final class TraceChoice {
    /** Calls of chosen subscribers whose further messages may not name them. */
    private static final int MOST_FOLLOWED = 10_000;

    private static final int STEPS = 10_000;

    /**
     * @param share 0 to 1
     * @param subscribers public identities as they are in events' keys, such as {@code sip:alice@home}
     */
    record Settings(double share, Set<String> subscribers) {
        Settings {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("share is 0 to 1");
            }
            if (subscribers != null && subscribers.size() > 1_000) {
                throw new IllegalArgumentException("at most 1000 subscribers are followed");
            }
            subscribers = subscribers == null ? Set.of() : Set.copyOf(subscribers);
        }
    }

    private final Map<String, Boolean> followed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_FOLLOWED;
        }
    };

    private volatile Settings settings;

    TraceChoice(Settings settings) {
        this.settings = settings;
    }

    Settings settings() {
        return settings;
    }

    void set(Settings fresh) {
        settings = fresh;
    }

    boolean takesAll() {
        return settings.share() >= 1;
    }

    boolean takesNothing() {
        Settings now = settings;
        return now.share() <= 0 && now.subscribers().isEmpty();
    }

    /**
     * False if it is plain from the first key of an event that it is not taken, such as a Call-ID. For any thread.
     */
    boolean mayTake(String key) {
        Settings now = settings;
        return now.share() >= 1 || !now.subscribers().isEmpty() || drawn(key, now);
    }

    boolean takes(TraceEvent event) {
        Settings now = settings;
        if (now.share() >= 1) {
            return true;
        }
        boolean chosen = event.keys().stream().anyMatch(key -> now.subscribers().contains(key));
        if (chosen) {
            event.keys().stream().filter(key -> !isIdentity(key)).forEach(key -> followed.put(key, true));
        }
        return chosen
                || event.keys().stream().anyMatch(followed::containsKey)
                || event.keys().stream()
                        .findFirst()
                        .filter(key -> drawn(key, now))
                        .isPresent();
    }

    /** By the Call-ID's hash, so that a ladder is whole or not there; spread, as Java's own is not. */
    private static boolean drawn(String key, Settings now) {
        int spread = key.hashCode() * 0x9E3779B9;
        return Integer.remainderUnsigned(spread ^ spread >>> 15, STEPS) < now.share() * STEPS;
    }

    private static boolean isIdentity(String key) {
        return key.startsWith("sip:") || key.startsWith("sips:") || key.startsWith("tel:");
    }
}
