package io.carillon.cscf.scscf.regevent;

import io.carillon.cscf.scscf.Registration;
import io.carillon.identity.Impu;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The subscriptions of the whole cluster. */
public interface Watchers {
    /** False if the registration has as many watchers as it may have; one that is known already is replaced. */
    boolean put(Watcher watcher, int most);

    Optional<Watcher> find(String id);

    /** Those who watch any of these identities. */
    List<Watcher> of(Collection<Impu> identities);

    /** The number of the next NOTIFY, from 1; empty if the subscription has gone. */
    Optional<Integer> next(Watcher watcher);

    /** True for the one caller that ends the subscription. */
    boolean remove(Watcher watcher);

    /** Takes subscriptions whose time is over; each goes to one caller only. */
    List<Watcher> takeExpired(Instant now, int most);

    /** The identities under which a registration is watched. */
    static List<Impu> identities(Registration registration) {
        return registration.profile().notBarred();
    }
}
