package io.carillon.diameter;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a server needs.
 *
 * @param listen port 0 for any free port
 * @param allowed which source addresses may connect
 * @param maxInFlight requests handled at once; one more is answered DIAMETER_TOO_BUSY
 */
public record ServerSettings(
        LocalNode local,
        InetSocketAddress listen,
        List<Application> applications,
        Predicate<InetAddress> allowed,
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
                1000,
                DiameterObserver.NONE,
                PeerTimers.DEFAULT);
    }

    public ServerSettings allowing(Predicate<InetAddress> addresses) {
        return new ServerSettings(local, listen, applications, addresses, maxInFlight, observer, timers);
    }

    public ServerSettings bounded(int inFlight) {
        return new ServerSettings(local, listen, applications, allowed, inFlight, observer, timers);
    }

    public ServerSettings observedBy(DiameterObserver seen) {
        return new ServerSettings(local, listen, applications, allowed, maxInFlight, seen, timers);
    }

    public ServerSettings timed(PeerTimers other) {
        return new ServerSettings(local, listen, applications, allowed, maxInFlight, observer, other);
    }
}
