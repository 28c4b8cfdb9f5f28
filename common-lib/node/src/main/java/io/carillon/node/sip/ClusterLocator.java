package io.carillon.node.sip;

import io.carillon.identity.SipUri;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import io.carillon.sip.transport.Addresses;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Locator;
import io.carillon.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the next hop inside the core without DNS: {@code scscf.<home>} and its like are any node of that role, the one
 * that {@code ;node=} names first, since it holds the transaction. Everything else is an address or goes to DNS.
 */
public final class ClusterLocator implements Locator {
    /** The URI parameter that names the node which holds the state. */
    public static final String NODE = "node";

    private static final String WIRE = "sip";
    private static final Map<String, String> ROLES =
            Map.of("scscf", "cscf", "icscf", "cscf", "bgcf", "cscf", "tas", "tas", "im", "im", "sbc", "sbc");

    private final NodeDirectory directory;
    private final String domain;
    private final HostAddresses dns;

    public ClusterLocator(NodeDirectory directory, String homeDomain) {
        this(directory, homeDomain, new HostAddresses());
    }

    ClusterLocator(NodeDirectory directory, String homeDomain, HostAddresses dns) {
        this.directory = directory;
        this.domain = "." + homeDomain.toLowerCase(Locale.ROOT);
        this.dns = dns;
    }

    /** The role whose nodes answer to this host name; empty for any other host. */
    public Optional<String> role(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(domain)
                ? Optional.ofNullable(ROLES.get(name.substring(0, name.length() - domain.length())))
                : Optional.empty();
    }

    @Override
    public List<Hop> locate(SipUri uri) {
        Transport transport =
                uri.param("transport").flatMap(Transport::of).orElse(uri.isSecure() ? Transport.TLS : Transport.UDP);
        return role(uri.host())
                .map(role -> nodes(role, uri).stream()
                        .flatMap(node -> node.address(WIRE).stream())
                        .map(address -> new Hop(transport, address))
                        .toList())
                .orElseGet(() -> addresses(uri).stream()
                        .map(address ->
                                new Hop(transport, new InetSocketAddress(address, uri.portOr(transport.defaultPort()))))
                        .toList());
    }

    private List<NodeInfo> nodes(String role, SipUri uri) {
        Optional<NodeInfo> first =
                uri.param(NODE).flatMap(id -> directory.find(role, id)).or(() -> directory.pick(role));
        List<NodeInfo> nodes = new ArrayList<>(first.stream().toList());
        directory.alive(role).stream()
                .filter(node ->
                        nodes.isEmpty() || !node.id().equals(nodes.getFirst().id()))
                .forEach(nodes::add);
        return nodes;
    }

    private List<InetAddress> addresses(SipUri uri) {
        return Addresses.literal(uri.host()) ? List.of(InetAddress.ofLiteral(uri.hostAddress())) : dns.of(uri.host());
    }

    @Override
    public boolean immediate(SipUri uri) {
        return Addresses.literal(uri.host()) || role(uri.host()).isPresent() || dns.isKnown(uri.host());
    }

    @Override
    public void failed(Hop hop) {
        nodeAt(hop.address()).ifPresent(directory::suspect);
    }

    /** Which node of the core has this SIP address. */
    Optional<NodeInfo> nodeAt(InetSocketAddress address) {
        return ROLES.values().stream()
                .distinct()
                .map(directory::alive)
                .flatMap(Collection::stream)
                .filter(node -> node.address(WIRE).filter(address::equals).isPresent())
                .findFirst();
    }
}
