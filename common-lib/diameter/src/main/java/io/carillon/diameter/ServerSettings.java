package io.carillon.diameter;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a server needs.
 *
 * @param listen port 0 for any free port
 * @param allowed which source addresses may connect
 * @param agents Origin-Hosts of relays and proxies: of these peers requests of others are taken, and through them others
 *     are reached; every other peer speaks for itself alone
 * @param names Origin-Hosts that may connect; anybody's when empty
 * @param tls without it links are in clear
 * @param maxInFlight requests handled at once; one more is answered DIAMETER_TOO_BUSY
 */
public record ServerSettings(
        LocalNode local,
        InetSocketAddress listen,
        List<Application> applications,
        Predicate<InetAddress> allowed,
        Set<String> agents,
        Set<String> names,
        Optional<PeerTls> tls,
        int maxInFlight,
        DiameterObserver observer,
        PeerTimers timers) {

    /** Peers on loopback only, not observed, default bounds. */
    public static ServerSettings of(LocalNode local, InetSocketAddress listen, Application... applications) {
        return new ServerSettings(
                local,
                listen,
                List.of(applications),
                InetAddress::isLoopbackAddress,
                Set.of(),
                Set.of(),
                Optional.empty(),
                1000,
                DiameterObserver.NONE,
                PeerTimers.DEFAULT);
    }

    public ServerSettings allowing(Predicate<InetAddress> addresses) {
        return new ServerSettings(
                local, listen, applications, addresses, agents, names, tls, maxInFlight, observer, timers);
    }

    public ServerSettings withAgents(Set<String> hosts) {
        return new ServerSettings(
                local, listen, applications, allowed, hosts, names, tls, maxInFlight, observer, timers);
    }

    public ServerSettings bounded(int inFlight) {
        return new ServerSettings(local, listen, applications, allowed, agents, names, tls, inFlight, observer, timers);
    }

    public ServerSettings observedBy(DiameterObserver seen) {
        return new ServerSettings(local, listen, applications, allowed, agents, names, tls, maxInFlight, seen, timers);
    }

    public ServerSettings timed(PeerTimers other) {
        return new ServerSettings(
                local, listen, applications, allowed, agents, names, tls, maxInFlight, observer, other);
    }

    public ServerSettings named(Set<String> hosts) {
        return new ServerSettings(
                local, listen, applications, allowed, agents, hosts, tls, maxInFlight, observer, timers);
    }

    public ServerSettings secured(Optional<PeerTls> links) {
        return new ServerSettings(
                local, listen, applications, allowed, agents, names, links, maxInFlight, observer, timers);
    }
}
