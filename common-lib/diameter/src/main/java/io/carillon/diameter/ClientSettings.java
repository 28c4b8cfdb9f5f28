package io.carillon.diameter;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a client needs.
 *
 * @param applications what it speaks, such as {@code Cx.APPLICATION}
 * @param destinationRealm where its requests go
 * @param peers the peers to stay connected to, asked again and again
 * @param tls without it links are in clear
 * @param redirectors those of them that redirect to others
 * @param exact whether a peer has to call itself what it was asked for as, in links in clear too
 */
public record ClientSettings(
        LocalNode local,
        List<Application> applications,
        String destinationRealm,
        Supplier<List<PeerAddress>> peers,
        DiameterObserver observer,
        PeerTimers timers,
        Optional<PeerTls> tls,
        Supplier<Set<String>> redirectors,
        boolean exact) {

    /** In the node's own realm, not observed, default timers. */
    public static ClientSettings of(LocalNode local, Supplier<List<PeerAddress>> peers, Application... applications) {
        return new ClientSettings(
                local,
                List.of(applications),
                local.realm(),
                peers,
                DiameterObserver.NONE,
                PeerTimers.DEFAULT,
                Optional.empty(),
                Set::of,
                false);
    }

    public ClientSettings observedBy(DiameterObserver seen) {
        return new ClientSettings(local, applications, destinationRealm, peers, seen, timers, tls, redirectors, exact);
    }

    public ClientSettings timed(PeerTimers other) {
        return new ClientSettings(
                local, applications, destinationRealm, peers, observer, other, tls, redirectors, exact);
    }

    /** Requests that name no host go to these peers as long as one is there: they redirect, as an SLF does. */
    public ClientSettings redirectedBy(Supplier<Set<String>> hosts) {
        return new ClientSettings(local, applications, destinationRealm, peers, observer, timers, tls, hosts, exact);
    }

    /** To peers of another realm, each of which has to call itself what it was asked for as. */
    public ClientSettings abroad(String realm) {
        return new ClientSettings(local, applications, realm, peers, observer, timers, tls, redirectors, true);
    }

    /** Peers then have to be those that were asked for. */
    public ClientSettings secured(Optional<PeerTls> links) {
        return new ClientSettings(
                local, applications, destinationRealm, peers, observer, timers, links, redirectors, exact);
    }
}
