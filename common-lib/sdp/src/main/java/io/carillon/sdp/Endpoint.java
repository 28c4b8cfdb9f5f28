package io.carillon.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Where media is to be sent: a connection address and a port. */
public record Endpoint(Connection connection, int port) {

    public static Endpoint of(InetSocketAddress address) {
        return new Endpoint(Connection.of(address.getAddress()), address.getPort());
    }

    /** Empty while the address is a host name. */
    public Optional<InetSocketAddress> socketAddress() {
        return connection.literal().map(ip -> new InetSocketAddress(ip, port));
    }

    public Optional<InetAddress> ip() {
        return connection.literal();
    }

    public String host() {
        return connection.hostPart();
    }

    Endpoint withPort(int other) {
        return new Endpoint(connection, other);
    }

    @Override
    public String toString() {
        return (host().indexOf(':') >= 0 ? "[" + host() + "]" : host()) + ':' + port;
    }
}
