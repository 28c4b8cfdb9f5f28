package io.carillon.hss.subscriber;

import io.carillon.identity.Impi;
import java.util.List;
import java.util.Optional;

/** The subscribers, as provisioning needs them. */
public interface Subscribers {

    /** One page of all subscribers, ordered by private identity. */
    record Page(List<Subscriber> items, long total) {}

    Optional<Subscriber> find(Impi impi);

    Page list(int page, int size);

    /** What a search found, ordered by private identity; {@code cut} if there are more. */
    record Found(List<Subscriber> items, boolean cut) {}

    /** Those with an identity that begins like this, with or without its scheme; reads little more than it gives. */
    Found search(String beginning, int most);

    /** Some subscribers after the given one, in the order of private identities; reads no more than it gives. */
    List<Subscriber> after(Optional<Impi> last, int most);

    /** Removes a subscriber if the precondition holds; false if it does not, or there is none. */
    boolean remove(Impi impi, Precondition precondition);

    /** Gives a subscriber another profile; false if either is not there. */
    boolean assignProfile(Impi impi, String profile);

    /** A stored profile and the version it is in. */
    record StoredProfile(ServiceProfile profile, long version) {}

    Optional<StoredProfile> profile(String name);

    List<String> profileNames();

    /** What became of a profile that was to be stored. */
    enum Stored {
        CHANGED,
        /** It was there with the same content: nobody need be told. */
        ALIKE,
        /** The precondition does not hold. */
        REFUSED
    }

    /** Stores a profile under a name, new or not, if the precondition, over its version, holds. */
    Stored putProfile(String name, ServiceProfile profile, Precondition precondition);

    /** Some private identities after the given one, in order, of those with this profile whom an S-CSCF serves. */
    List<Impi> servedWith(String profile, Optional<Impi> after, int most);
}
