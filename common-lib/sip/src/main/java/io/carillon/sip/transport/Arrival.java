package io.carillon.sip.transport;

import java.net.InetSocketAddress;

/**
 * How a message came in.
 *
 * @param listener name of the listening point, such as "access" or "core"
 * @param local our address, as bound
 * @param remote the packet's or the connection's source, never what the message claims
 */
public record Arrival(String listener, Transport transport, InetSocketAddress local, InetSocketAddress remote) {
    /** The way back to where the message came from: over the same connection, if it is one. */
    public Hop back() {
        return Hop.flow(transport, remote);
    }
}
