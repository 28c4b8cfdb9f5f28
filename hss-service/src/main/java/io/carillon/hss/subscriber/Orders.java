package io.carillon.hss.subscriber;

import java.util.List;

/** Subscribers as they are ordered, one by one or many at once. */
public interface Orders {
    /** What came of an order. */
    sealed interface Placed {
        record Created() implements Placed {}

        /** @param changed false if everything was as ordered already */
        record Replaced(boolean changed) implements Placed {}

        /** The precondition does not hold. */
        record Stale() implements Placed {}

        /** These identities have an owner. */
        record Taken(List<String> identities) implements Placed {}

        record NoSuchProfile(String name, List<String> known) implements Placed {}

        /** A new subscriber needs credentials. */
        record NoCredentials() implements Placed {}
    }

    /** Creates the subscriber, or makes the present one what the order says; its registrations stay. */
    Placed put(NewSubscriber order, Precondition precondition);

    /** Creates all that can be, in a few statements; for each order, in their order, what came of it. */
    List<Placed> createAll(List<NewSubscriber> orders);
}
