package io.carillon.hss.subscriber;

import io.carillon.identity.Impi;
import java.util.List;
import java.util.Optional;

/** The subscribers, as provisioning needs them. */
public interface Subscribers {

    /** One page of all subscribers, ordered by private identity. */
    record Page(List<Subscriber> items, long total) {}

    /** What came of adding a subscriber. */
    sealed interface Added {
        record Stored(Subscriber subscriber) implements Added {}

        /** These identities have an owner. */
        record Taken(List<String> identities) implements Added {}

        record NoSuchProfile(List<String> known) implements Added {}
    }

    Added add(NewSubscriber subscriber);

    Optional<Subscriber> find(Impi impi);

    Page list(int page, int size);

    boolean remove(Impi impi);

    /** Gives a subscriber another profile; false if either is not there. */
    boolean assignProfile(Impi impi, String profile);

    Optional<ServiceProfile> profile(String name);

    List<String> profileNames();

    /** Stores a profile under a name, new or not. */
    void putProfile(String name, ServiceProfile profile);

    /** Some private identities after the given one, in order, of those with this profile whom an S-CSCF serves. */
    List<Impi> servedWith(String profile, Optional<Impi> after, int most);
}
