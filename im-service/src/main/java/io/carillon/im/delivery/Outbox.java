package io.carillon.im.delivery;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The messages that are not at their end, in their recipients' order of time. Throws StoreAway. */
public interface Outbox {
    /** False if a message with this id is there already for this recipient; it stays as it is. */
    boolean put(Pending pending);

    /** Writes {@code after} if nobody has changed the message since {@code before} was read. */
    boolean replace(Pending before, Pending after);

    /**
     * Of what was submitted more than once and is at its end the name stays for an hour, and is not to be put again: the
     * node that heard of it first may have been slow, so that another one has stored and delivered it meanwhile.
     */
    void remove(Pending pending);

    /** As {@link #remove}, together with what is written next; nobody waits for it, and it never fails. */
    void leave(Pending pending);

    /** The oldest first. */
    List<Pending> of(String recipient, int limit);

    Optional<Pending> find(Ticket ticket);

    /** All of them, in no order, while they may change. */
    void forEach(Consumer<Pending> visitor);
}
