package io.carillon.enumdns;

import java.util.List;
import java.util.Optional;

/** The numbers this node answers for. Every method may throw {@link StoreAway}. */
public interface Numbers {
    /** What the name of a number stands for in the tree of numbers. */
    sealed interface Node {
        record Mapped(NumberMapping mapping) implements Node {}

        /** No number itself, but the beginning of others: its name exists (RFC 8020). */
        record Prefix() implements Node {}

        record Nothing() implements Node {}
    }

    Node look(E164 number);

    Optional<NumberMapping> find(E164 number);

    /** Creates or replaces; true when it was new. */
    boolean put(NumberMapping mapping);

    /** True when there was such a number. */
    boolean remove(E164 number);

    /** Numbers with this beginning behind {@code after}, in the order of their digits; all of them, from the start, when empty. */
    List<NumberMapping> list(Optional<E164> beginning, Optional<E164> after, int limit);

    /** The store does not answer: what it holds is unknown, not absent. */
    final class StoreAway extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public StoreAway(String reason, Throwable cause) {
            super(reason, cause);
        }
    }
}
