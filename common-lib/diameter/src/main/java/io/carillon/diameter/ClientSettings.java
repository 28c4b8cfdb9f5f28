package io.carillon.diameter;

import java.util.List;
import java.util.function.Supplier;

/**
 * What a client needs.
 *
 * @param applications what it speaks, such as {@code Cx.APPLICATION}
 * @param destinationRealm where its requests go
 * @param peers the peers to stay connected to, asked again and again
 */
public record ClientSettings(
        LocalNode local,
        List<Application> applications,
        String destinationRealm,
        Supplier<List<PeerAddress>> peers,
        DiameterObserver observer,
        PeerTimers timers) {

    /** In the node's own realm, not observed, default timers. */
    public static ClientSettings of(LocalNode local, Supplier<List<PeerAddress>> peers, Application... applications) {
        return new ClientSettings(
                local, List.of(applications), local.realm(), peers, DiameterObserver.NONE, PeerTimers.DEFAULT);
    }

    public ClientSettings observedBy(DiameterObserver seen) {
        return new ClientSettings(local, applications, destinationRealm, peers, seen, timers);
    }

    public ClientSettings timed(PeerTimers other) {
        return new ClientSettings(local, applications, destinationRealm, peers, observer, other);
    }
}
