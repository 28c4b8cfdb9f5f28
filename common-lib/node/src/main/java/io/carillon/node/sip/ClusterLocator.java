package io.carillon.node.sip;

import io.carillon.identity.SipUri;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import io.carillon.sip.dns.DnsLocator;
import io.carillon.sip.dns.DnsNames;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Locator;
import io.carillon.sip.transport.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Finds the next hop inside the core without DNS: {@code scscf.<home>} and its like are any node of that role, the one
 * that {@code ;node=} names first, since it holds the transaction. Everything else is an address or goes to DNS (RFC 3263).
 */
public final class ClusterLocator implements Locator {
    /** The URI parameter that names the node which holds the state. */
    public static final String NODE = "node";

    static final String WIRE = "sip";
    private static final Duration DNS_DEADLINE = Duration.ofSeconds(2);
    private static final Map<String, String> ROLES =
            Map.of("scscf", "cscf", "icscf", "cscf", "bgcf", "cscf", "tas", "tas", "im", "im", "sbc", "sbc");

    private final NodeDirectory directory;
    private final String domain;
    private final Locator dns;
    private final Map<String, List<NodeInfo>> known = new ConcurrentHashMap<>();
    /** Asked for each message that is traced. */
    private volatile Map<InetSocketAddress, NodeInfo> byAddress = Map.of();

    public ClusterLocator(NodeDirectory directory, String homeDomain) {
        this(
                directory,
                homeDomain,
                new DnsLocator(new DnsNames(List.of(), DNS_DEADLINE), Set.of(Transport.UDP, Transport.TCP)));
    }

    /** @param dns for every other name */
    public ClusterLocator(NodeDirectory directory, String homeDomain, Locator dns) {
        this.directory = directory;
        this.domain = "." + homeDomain.toLowerCase(Locale.ROOT);
        this.dns = dns;
        ROLES.values().stream()
                .distinct()
                .forEach(role -> directory.watch(role, nodes -> {
                    known.put(role, nodes);
                    byAddress = byAddress(known.values());
                }));
    }

    private static Map<InetSocketAddress, NodeInfo> byAddress(Collection<List<NodeInfo>> all) {
        Map<InetSocketAddress, NodeInfo> nodes = new HashMap<>();
        all.forEach(role -> role.forEach(node -> node.address(WIRE).ifPresent(address -> nodes.put(address, node))));
        return nodes;
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
        return role(uri.host())
                .map(role -> hops(role, uri, node -> !node.leaving()))
                .orElseGet(() -> dns.locate(uri));
    }

    @Override
    public List<Hop> locateInDialog(SipUri uri) {
        return role(uri.host()).map(role -> hops(role, uri, node -> true)).orElseGet(() -> dns.locateInDialog(uri));
    }

    /** @param holder whether the node that the URI names may be had */
    private List<Hop> hops(String role, SipUri uri, Predicate<NodeInfo> holder) {
        Transport transport =
                uri.param("transport").flatMap(Transport::of).orElse(uri.isSecure() ? Transport.TLS : Transport.UDP);
        return nodes(role, uri, holder).stream()
                .flatMap(node -> node.address(WIRE).stream())
                .map(address -> new Hop(transport, address))
                .toList();
    }

    private List<NodeInfo> nodes(String role, SipUri uri, Predicate<NodeInfo> holder) {
        Optional<NodeInfo> first = uri.param(NODE)
                .flatMap(id -> directory.find(role, id))
                .filter(holder)
                .or(() -> directory.pick(role));
        List<NodeInfo> nodes = new ArrayList<>(first.stream().toList());
        directory.alive(role).stream()
                .filter(node ->
                        nodes.isEmpty() || !node.id().equals(nodes.getFirst().id()))
                .forEach(nodes::add);
        return nodes;
    }

    @Override
    public boolean immediate(SipUri uri) {
        return role(uri.host()).isPresent() || dns.immediate(uri);
    }

    @Override
    public void failed(Hop hop) {
        nodeAt(hop.address()).ifPresentOrElse(directory::suspect, () -> dns.failed(hop));
    }

    /** Which node of the core has this SIP address. */
    Optional<NodeInfo> nodeAt(InetSocketAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }
}
