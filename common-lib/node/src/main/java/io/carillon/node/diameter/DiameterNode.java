package io.carillon.node.diameter;

import io.carillon.diameter.Application;
import io.carillon.diameter.ClientSettings;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.DiameterObserver;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.PeerAddress;
import io.carillon.diameter.PeerTls;
import io.carillon.diameter.ServerSettings;
import io.carillon.node.NodeIdentity;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes this node's Diameter clients and servers: they speak under its identity, find their peers in the directory and are
 * traced. What it returns is not started yet, so that the caller can say first what to do with the peers' requests.
 */
public final class DiameterNode {
    static final String WIRE = "diameter";

    private final NodeIdentity self;
    private final NodeDirectory directory;
    private final DiameterObserver observer;
    private final DiameterProperties properties;
    private final Optional<PeerTls> tls;
    private final MeterRegistry meters;
    private final StaticPeers fixed;

    DiameterNode(
            NodeIdentity self,
            NodeDirectory directory,
            DiameterObserver observer,
            DiameterProperties properties,
            Optional<PeerTls> tls,
            MeterRegistry meters) {
        this.self = self;
        this.directory = directory;
        this.observer = new DiameterMeters(observer, meters);
        this.properties = properties;
        this.tls = tls;
        this.meters = meters;
        this.fixed = new StaticPeers(properties.peers(), self.homeDomain());
    }

    /** Whether {@code carillon.diameter.peers} names peers of this role. */
    public boolean isConfigured(String role) {
        return fixed.of(role).isPresent();
    }

    /** A client that stays connected to every living node of a role, such as {@code hss}, or to those configured for it. */
    public DiameterClient client(String role, Application... applications) {
        ClientSettings settings = settings(role, () -> peers(role), applications);
        var client = DiameterClient.create(settings.observedBy(observer).secured(tls));
        follow(client, role);
        return new MeteredClient(client, role, () -> wanted(role), meters);
    }

    /** The same, with the nodes of another role asked first: they redirect (an SLF, TS 23.228 §5.8). */
    public DiameterClient redirectedClient(String role, String redirector, Application... applications) {
        ClientSettings settings = settings(
                role,
                () -> Stream.concat(peers(redirector).stream(), peers(role).stream())
                        .toList(),
                applications);
        var client = DiameterClient.create(settings.observedBy(observer)
                .secured(tls)
                .redirectedBy(
                        () -> peers(redirector).stream().map(PeerAddress::host).collect(Collectors.toSet())));
        follow(client, redirector, role);
        return client;
    }

    private ClientSettings settings(String role, Supplier<List<PeerAddress>> peers, Application... applications) {
        ClientSettings nodes = ClientSettings.of(local(), peers, applications);
        return fixed.of(role).map(realm -> nodes.abroad(realm.name())).orElse(nodes);
    }

    private void follow(DiameterClient client, String... roles) {
        for (var role : roles) {
            directory.watch(role, nodes -> client.look());
        }
        directory.onLoss(node -> {
            if (!node.leaving()
                    && Arrays.asList(roles).contains(node.role())) { // one that leaves ends its links itself
                peer(node).forEach(client::lost);
            }
        });
    }

    /** A server at {@code carillon.diameter.port}. */
    public DiameterServer server(Application... applications) {
        String bind = properties.bind() == null ? self.host() : properties.bind();
        ServerSettings settings =
                ServerSettings.of(local(), new InetSocketAddress(bind, properties.port()), applications);
        return DiameterServer.create(settings.observedBy(observer)
                .withAgents(properties.agents())
                .named(properties.names())
                .secured(tls)
                .bounded(properties.maxInFlight())
                .allowing(new AllowedPeers(properties.allowed())));
    }

    private LocalNode local() {
        return new LocalNode(self.diameterHost(), self.homeDomain());
    }

    private int wanted(String role) {
        return fixed.of(role)
                .map(realm -> realm.peers().size())
                .orElseGet(() -> directory.alive(role).size());
    }

    private List<PeerAddress> peers(String role) {
        return fixed.of(role)
                .map(StaticPeers.Realm::peers)
                .orElseGet(
                        () -> directory.alive(role).stream().flatMap(this::peer).toList());
    }

    private Stream<PeerAddress> peer(NodeInfo node) {
        return node.address(WIRE).stream().map(address -> {
            InetAddress ip = address.getAddress();
            return new PeerAddress(node.id() + "." + self.homeDomain(), ip.getHostAddress(), address.getPort());
        });
    }
}
