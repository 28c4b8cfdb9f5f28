package io.carillon.im.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The messages of every user, newest first. Writing the same twice is writing it once. Throws {@link StoreAway}. */
public interface History {
    /** Into the sender's history and the recipient's. */
    void record(StoredMessage message);

    /** One more state of a message that is recorded. */
    void change(StoredMessage message, State state, Instant at, String why);

    Page find(Query query);

    /** As it stands in its sender's history, whole. */
    Optional<StoredMessage> look(StoredMessage message);

    /** Takes everything out of one user's history; the other side keeps its own. @return how many entries */
    long delete(Set<String> users);

    /** Which side of the message the user was on. */
    enum Side {
        SENT,
        RECEIVED
    }

    /** A message as it stands in one user's history. */
    record Entry(Side side, StoredMessage message) {
        public String user() {
            return side == Side.SENT ? message.sender() : message.recipient();
        }

        public String peer() {
            return side == Side.SENT ? message.recipient() : message.sender();
        }
    }

    /**
     * @param users one user's identities
     * @param peers the other side's identities; empty: anybody
     * @param from the oldest moment
     * @param to before this moment
     * @param after where the page before ended
     * @param text what the message's text has in it, in letters of either case; empty: anything
     */
    record Query(
            Set<String> users,
            Set<String> peers,
            Instant from,
            Instant to,
            int limit,
            Optional<Place> after,
            Optional<String> text) {
        public Query(Set<String> users, Set<String> peers, Instant from, Instant to, int limit, Optional<Place> after) {
            this(users, peers, from, to, limit, after, Optional.empty());
        }

        public Query withText(Optional<String> part) {
            return new Query(users, peers, from, to, limit, after, part);
        }
    }

    /** A place in a history, newest first. */
    record Place(MessageId id, Instant accepted, Side side) implements Comparable<Place> {
        public static Place of(Entry entry) {
            return new Place(entry.message().id(), entry.message().accepted(), entry.side());
        }

        @Override
        public int compareTo(Place other) {
            int byTime = other.accepted.compareTo(accepted);
            int byId = byTime != 0 ? byTime : other.id.compareTo(id);
            return byId != 0 ? byId : side.compareTo(other.side);
        }
    }

    /** @param next where the next page begins; empty at the end */
    record Page(List<Entry> entries, Optional<Place> next) {
        /** The first of the entries, which may be in any order. */
        public static Page of(List<Entry> found, int limit) {
            var sorted = found.stream()
                    .sorted(java.util.Comparator.comparing(Place::of))
                    .limit(limit)
                    .toList();
            boolean more = found.size() > limit;
            return new Page(sorted, more ? Optional.of(Place.of(sorted.getLast())) : Optional.empty());
        }
    }
}
