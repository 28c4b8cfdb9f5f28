package io.carillon.sip.transport;

import java.net.InetSocketAddress;

/**
 * Where a message goes next. A hop to the far end of an open connection uses that connection, be it one that the peer
 * opened (RFC 5923, RFC 5626).
 *
 * @param domain the name from which the address was found: what the peer's certificate must prove on TLS (RFC 5922
 *     §7.3); empty where only the address is known
 * @param flowOnly true if only the open connection will do: no new one can reach a phone (RFC 5626 §5.3)
 */
public record Hop(Transport transport, InetSocketAddress address, String domain, boolean flowOnly) {
    public Hop(Transport transport, InetSocketAddress address) {
        this(transport, address, "", false);
    }

    public static Hop udp(InetSocketAddress address) {
        return new Hop(Transport.UDP, address);
    }

    public static Hop tcp(InetSocketAddress address) {
        return new Hop(Transport.TCP, address);
    }

    /** The flow from this far end, and nothing else; a datagram needs no connection. */
    public static Hop flow(Transport transport, InetSocketAddress remote) {
        return new Hop(transport, remote, "", transport.reliable());
    }

    /** The same hop over another transport. */
    public Hop over(Transport other) {
        return new Hop(other, address, domain, flowOnly);
    }

    @Override
    public String toString() {
        return transport + " " + Addresses.text(address);
    }
}
