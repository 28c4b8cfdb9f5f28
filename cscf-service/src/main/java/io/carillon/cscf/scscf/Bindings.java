package io.carillon.cscf.scscf;

import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Registrations of the whole cluster. A method that changes something has returned when the fact is stored. */
public interface Bindings {
    /** What is known of the user, expired contacts left out. One round trip. */
    Optional<Registration> find(Impu impu);

    /**
     * The same as this node knows it, if it does: for calls, which may always cross a change of a registration. It has no
     * user data, and cannot be stored again.
     */
    Optional<Registration> recall(Impu impu);

    /** The registrations that were made with this private identity. */
    List<Registration> findPrivate(Impi impi);

    /**
     * Stores profile and contacts under each identity of the set; contacts with the same key are replaced. One round
     * trip.
     *
     * @param before the contacts that were there when it was read
     * @param keep how long at most, whatever happens
     */
    Bound bind(Registration registration, List<Contact> before, Duration keep);

    /**
     * @param registration with the contacts that are there besides
     * @param watched false if nobody watches it
     */
    record Bound(Registration registration, boolean watched) {}

    /** Removes contacts by key. @return what is left; empty if the registration has gone meanwhile */
    Optional<Registration> unbind(Registration registration, Collection<String> contactKeys);

    /** The profile of a registration is another one now; contacts stay. Identities that are not in it any more go. */
    void changeProfile(Registration known, Registration changed);

    /** Contacts of the user whose time is over and which nobody has removed yet. */
    List<Contact> overdue(Impu impu);

    void forget(Registration registration);

    /**
     * Leases the contacts that have expired: each goes to one caller only, whichever node that is, and comes again
     * later unless it is {@link #settle settled}.
     */
    List<Expired> takeExpired(Instant now, int most);

    /** An identity of each registered set, the one that expires next first; {@code offset} and {@code most} count devices. */
    Sets nextToExpire(long offset, int most);

    /** Those whose first identity has this text in it, among the next hundred thousand devices. */
    Sets search(String part, long offset, int most);

    /** @param next the offset from which to go on; empty after the last device */
    record Sets(List<Impu> firsts, OptionalLong next) {}

    /** How many contacts are registered in the cluster. */
    long devices();

    /** What had to be done about these is done. */
    void settle(Collection<Expired> expired);

    /**
     * A contact whose time is over.
     *
     * @param impu any identity of its set
     * @param leasedUntil when another node will take it, milliseconds
     */
    record Expired(Impu impu, String contactKey, long leasedUntil) {}
}
