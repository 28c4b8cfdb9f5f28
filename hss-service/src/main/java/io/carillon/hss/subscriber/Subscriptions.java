package io.carillon.hss.subscriber;

import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import java.util.Optional;

/** The subscriptions, as Cx needs them. A store that is away throws; it never looks like an absent subscriber. */
public interface Subscriptions {

    Optional<Subscription> of(Impu impu);

    Optional<Subscription> of(Impi impi);

    /** As {@link #of(Impu)}, in short. */
    Optional<Standing> standing(Impu impu);

    /**
     * As this node left it a moment ago, waiting for an authentication, with the identities' common profile. Good for
     * {@link #change} only, which finds out whether it or its profile has changed since.
     */
    Optional<Subscription> awaited(Impi impi);

    /** The wildcarded identity that stands for this one, if any does (TS 23.003 §13.5). */
    Optional<Impu> wildcardFor(Impu impu);

    /**
     * Stores a change at once and whole, unless the subscription or its profile was changed since it was read.
     *
     * @return whether the change was made; if not, read and decide again
     */
    boolean change(Subscription read, Change change);
}
