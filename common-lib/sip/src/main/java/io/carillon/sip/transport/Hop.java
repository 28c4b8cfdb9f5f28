package io.carillon.sip.transport;

import java.net.InetSocketAddress;

/**
 * Where a message goes next. A TCP hop to the far end of an open connection uses that connection, be it one that the
 * peer opened (RFC 5923, RFC 5626).
 */
public record Hop(Transport transport, InetSocketAddress address) {
    public static Hop udp(InetSocketAddress address) {
        return new Hop(Transport.UDP, address);
    }

    public static Hop tcp(InetSocketAddress address) {
        return new Hop(Transport.TCP, address);
    }

    @Override
    public String toString() {
        return transport + " " + Addresses.text(address);
    }
}
