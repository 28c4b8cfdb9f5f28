package io.carillon.cscf.scscf;

import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Registrations of the whole cluster. Every method is one round trip and has returned when the fact is stored. */
public interface Bindings {
    /** What is known of the user, expired contacts left out. */
    Optional<Registration> find(Impu impu);

    /** The registration that was made with this private identity last. */
    Optional<Registration> findPrivate(Impi impi);

    /** Stores profile and contacts under each identity of the set; contacts with the same key are replaced. */
    void bind(Registration registration, Collection<Impu> set, Instant keepUntil);

    /** Removes contacts by key, and everything when nothing is left. */
    void unbind(Collection<Impu> set, Collection<String> contactKeys);

    void forget(Collection<Impu> set);

    /** Takes the contacts that have expired; each goes to one caller only, whichever node that is. */
    List<Expired> takeExpired(Instant now, int most);

    /** A contact whose time is over. */
    record Expired(Impu impu, String contactKey) {}
}
