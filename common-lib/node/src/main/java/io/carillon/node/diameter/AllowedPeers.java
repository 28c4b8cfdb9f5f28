package io.carillon.node.diameter;

import io.carillon.node.StartRefused;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Who may connect: this machine, and the addresses and networks (RFC 4632 notation) that were listed. */
final class AllowedPeers implements Predicate<InetAddress> {
    private final List<Network> networks;

    AllowedPeers(List<String> listed) {
        this.networks = listed.stream().map(AllowedPeers::network).toList();
    }

    private record Network(byte[] address, int bits) {
        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / 8;
            int rest = bits % 8;
            return Arrays.equals(address, 0, whole, other, 0, whole)
                    && (rest == 0 || ((address[whole] ^ other[whole]) & 0xff) >>> (8 - rest) == 0);
        }
    }

    private static Network network(String text) {
        String[] parts = text.strip().split("/", 2);
        try {
            byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
            int bits = parts.length == 1 ? address.length * 8 : Integer.parseInt(parts[1]);
            if (bits < 0 || bits > address.length * 8) {
                throw new IllegalArgumentException("no such prefix length");
            }
            return new Network(address, bits);
        } catch (IllegalArgumentException e) {
            throw new StartRefused(
                    "carillon.diameter.allowed has '" + text + "', which is no address and no network.",
                    "Write addresses such as 192.0.2.7 or networks such as 10.0.0.0/8.",
                    e);
        }
    }

    @Override
    public boolean test(InetAddress peer) {
        return peer.isLoopbackAddress() || networks.stream().anyMatch(network -> network.contains(peer.getAddress()));
    }
}
