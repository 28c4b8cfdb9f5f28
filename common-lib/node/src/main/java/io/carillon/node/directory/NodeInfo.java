package io.carillon.node.directory;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * A node as the directory knows it.
 *
 * @param role such as {@code cscf}
 * @param id such as {@code cscf-1}
 * @param addresses by wire ({@code sip}, {@code access}, {@code diameter}, {@code dns}, {@code ng}, {@code http}), each
 *     an IP address and port such as {@code 127.0.0.1:5070}
 * @param weight its share of new work; 0 asks for none, as a leaving node does and one that does not answer itself
 * @param load how busy it says it is, 0 to 1
 * @param leaving it stops when its calls have, and when it has gone it does not come back; one that is only sick may
 */
public record NodeInfo(
        String role, String id, Map<String, String> addresses, int weight, double load, boolean leaving) {

    public NodeInfo {
        addresses = Map.copyOf(addresses);
    }

    public NodeInfo(String role, String id, Map<String, String> addresses, int weight, double load) {
        this(role, id, addresses, weight, load, false);
    }

    /** The same node when it is about to stop. */
    public NodeInfo onLeave() {
        return new NodeInfo(role, id, addresses, 0, load, true);
    }

    /** Where the node speaks on this wire. */
    public Optional<InetSocketAddress> address(String wire) {
        return Optional.ofNullable(addresses.get(wire)).flatMap(NodeInfo::socketAddress);
    }

    private static Optional<InetSocketAddress> socketAddress(String hostPort) {
        int colon = hostPort.lastIndexOf(':');
        try {
            int port = Integer.parseInt(hostPort.substring(colon + 1));
            // ofLiteral: reading the directory never asks DNS.
            return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(hostPort.substring(0, colon)), port));
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }
}
