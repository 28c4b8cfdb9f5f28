package io.carillon.node.diameter;

import io.carillon.diameter.PeerAddress;
import io.carillon.node.StartRefused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The peers of {@code carillon.diameter.peers}, by role. Those of one role stand in for each other, so they share a realm. */
final class StaticPeers {
    private final Map<String, Realm> byRole = new LinkedHashMap<>();

    /** The peers of a role and where requests to them go. */
    record Realm(String name, List<PeerAddress> peers) {
        private Realm with(Realm other) {
            return new Realm(
                    name, Stream.concat(peers.stream(), other.peers.stream()).toList());
        }
    }

    StaticPeers(List<DiameterProperties.Peer> listed, String homeDomain) {
        for (var peer : listed) {
            String realm = peer.realm() == null ? homeDomain : peer.realm();
            byRole.merge(peer.role(), new Realm(realm, List.of(address(peer))), (known, more) -> {
                if (!known.name().equalsIgnoreCase(more.name())) {
                    throw new StartRefused(
                            "carillon.diameter.peers has peers of the role " + peer.role() + " in the realms "
                                    + known.name() + " and " + more.name() + ".",
                            "Give all peers of a role the same realm.");
                }
                return known.with(more);
            });
        }
    }

    Optional<Realm> of(String role) {
        return Optional.ofNullable(byRole.get(role));
    }

    private static PeerAddress address(DiameterProperties.Peer peer) {
        String text = peer.address().strip();
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            String host = text.substring(0, Math.max(colon, 0)).replaceAll("^\\[|]$", "");
            if (host.isEmpty() || port < 1 || port > 65_535) {
                throw new IllegalArgumentException("no host or no such port");
            }
            return new PeerAddress(peer.host(), host, port);
        } catch (IllegalArgumentException e) {
            throw new StartRefused(
                    "carillon.diameter.peers has the address '" + peer.address() + "' for " + peer.host()
                            + ", which is no host and port.",
                    "Write it such as 192.0.2.7:3868 or [2001:db8::7]:3868.",
                    e);
        }
    }
}
