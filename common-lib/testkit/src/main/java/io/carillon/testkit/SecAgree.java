package io.carillon.testkit;

import io.carillon.ipsec.AkaKeys;
import io.carillon.ipsec.AssociationSet;
import io.carillon.ipsec.SecurityAssociations.Outcome;
import io.carillon.ipsec.SecurityMechanism;
import io.carillon.ipsec.SecurityMechanism.Ends;
import io.carillon.ipsec.SecurityMechanism.Ipsec;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.PortRoles;
import io.carillon.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Security agreement as the UE does it (TS 24.229 §5.1.1.5.1, TS 33.203 §7): the server port stays, each set of
 * associations has a client port of its own.
 */
final class SecAgree implements PortRoles {
    static final String SERVER = "us";
    static final List<String> CLIENTS = List.of("uc-1", "uc-2");
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final UeSecurity security;
    private final InetSocketAddress pcscf;
    private @Nullable Function<String, InetSocketAddress> points;
    private volatile String nextPoint = CLIENTS.getFirst();
    private volatile Ends proposed = new Ends(256, 257, 1, 2);
    private volatile String verify = "";
    private volatile @Nullable Path path;

    /** A set at work: our client point and where the P-CSCF listens. */
    private record Path(String sends, InetSocketAddress server) {}

    SecAgree(UeSecurity security, InetSocketAddress pcscf) {
        this.security = security;
        this.pcscf = pcscf;
    }

    /** The sockets are open. */
    void bound(Function<String, InetSocketAddress> addresses) {
        points = addresses;
        propose();
    }

    private InetSocketAddress point(String name) {
        var addresses = points;
        if (addresses == null) {
            throw new IllegalStateException("Not started");
        }
        return addresses.apply(name);
    }

    /** Numbers for the next set. */
    private void propose() {
        long spi = ThreadLocalRandom.current().nextLong(0x2000_0000L, 0x7fff_0000L);
        proposed =
                new Ends(spi, spi + 1, point(nextPoint).getPort(), point(SERVER).getPort());
    }

    /** What every REGISTER carries. */
    void addTo(RequestEdit register) {
        register.append(HeaderName.REQUIRE, "sec-agree")
                .append(HeaderName.PROXY_REQUIRE, "sec-agree")
                .append(HeaderName.SECURITY_CLIENT, client());
        if (!verify.isEmpty()) {
            register.append(HeaderName.SECURITY_VERIFY, verify);
        }
    }

    private String client() {
        return String.join(
                ", ",
                security.suites().stream()
                        .map(suite -> SecurityMechanism.ipsec(suite, proposed).toString())
                        .toList());
    }

    /** A challenge with Security-Server: the set of its first mechanism that we have, used from now on. */
    void challenged(SipResponse challenge, AkaKeys keys) {
        var server = String.join(", ", challenge.all(HeaderName.SECURITY_SERVER));
        if (server.isEmpty()) {
            return;
        }
        var chosen = chosen(server);
        var local = point(SERVER).getAddress();
        install(new AssociationSet(local, pcscf.getAddress(), proposed, chosen.ends(), chosen.suite(), keys));
        verify = server;
        path = new Path(nextPoint, at(pcscf.getAddress(), chosen.ends().portS()));
    }

    private Ipsec chosen(String server) {
        var offers = new ArrayList<SecurityMechanism>();
        for (var value : server.split(",")) {
            offers.add(SecurityMechanism.parse(value.strip()));
        }
        return offers.stream()
                .sorted((one, other) -> Double.compare(q(other), q(one)))
                .flatMap(each -> each.ipsec().stream())
                .filter(each -> security.suites().contains(each.suite()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No mechanism in common: " + server));
    }

    private static double q(SecurityMechanism mechanism) {
        return Double.parseDouble(mechanism.params().getOrDefault("q", "0"));
    }

    private void install(AssociationSet set) {
        if (security.kernel().install("ue-" + UUID.randomUUID(), set, LIFETIME) instanceof Outcome.Refused(var why)) {
            throw new IllegalStateException("The UE gets no associations: " + why);
        }
    }

    /** The 200: at the next challenge there will be other numbers and another client port (TS 33.203 §7.4). */
    void registered() {
        var current = path;
        if (current != null && current.sends().equals(nextPoint)) {
            nextPoint = CLIENTS.get(1 - CLIENTS.indexOf(nextPoint));
            propose();
        }
    }

    private static InetSocketAddress at(InetAddress host, int port) {
        return new InetSocketAddress(host, port);
    }

    @Override
    public Way request(String listener, Hop hop) {
        var current = path;
        return current == null || !hop.address().getAddress().equals(pcscf.getAddress())
                ? PortRoles.super.request(listener, hop)
                : new Way(current.sends(), new Hop(hop.transport(), current.server()), SERVER);
    }

    @Override
    public Way response(Arrival arrival, Hop usual) {
        var current = path;
        return current == null
                        || arrival.transport() != Transport.UDP
                        || !arrival.listener().equals(SERVER)
                ? PortRoles.super.response(arrival, usual)
                : new Way(current.sends(), Hop.udp(current.server()), SERVER);
    }
}
