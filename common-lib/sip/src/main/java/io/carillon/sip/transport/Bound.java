package io.carillon.sip.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;

/** One address of a listening point with its sockets, one port for UDP and TCP and one for each other transport. */
final class Bound implements AutoCloseable {
    private static final int ATTEMPTS = 20;

    final ListeningPoint point;
    final UdpChannels udp;
    final StreamConnections streams;
    private final String host;
    private final Map<Transport, InetSocketAddress> addresses = new EnumMap<>(Transport.class);
    private final Map<Transport, String> sentBy = new EnumMap<>(Transport.class);

    private Bound(ListeningPoint point, UdpChannels udp, StreamConnections streams) {
        this.point = point;
        this.udp = udp;
        this.streams = streams;
        this.host = Addresses.host(point.bind().getAddress());
    }

    /** Binds UDP first, then TCP on the same port; with port 0 it tries until both are free. */
    static Bound bind(ListeningPoint point, StreamConnections.Shared shared, Frames frames, int sockets)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            var bound = new Bound(
                    point,
                    new UdpChannels(point.name(), shared.loops(), shared.gate(), frames),
                    new StreamConnections(point, shared, frames));
            try {
                bound.bind(sockets);
                return bound;
            } catch (IOException e) {
                bound.close();
                if (point.bind().getPort() != 0 || attempt == ATTEMPTS) {
                    throw new IOException(
                            "Cannot listen on " + Addresses.text(point.bind()) + " for SIP " + point.name() + ": "
                                    + e.getMessage(),
                            e);
                }
            }
        }
    }

    private void bind(int sockets) throws IOException {
        var wanted = udp.bind(point.bind(), sockets);
        bound(Transport.UDP, wanted);
        for (var transport : point.transports()) {
            switch (transport) {
                case UDP -> {}
                case TCP ->
                    bound(
                            transport,
                            point.sendsFromPort() ? streams.openFrom(wanted) : streams.listen(transport, wanted));
                case TLS, WS, WSS -> bound(transport, streams.listen(transport, point.bind(transport)));
            }
        }
    }

    private void bound(Transport transport, InetSocketAddress address) {
        addresses.put(transport, address);
        sentBy.put(transport, point.advertised() + ":" + address.getPort());
    }

    /** Where it listens; for a transport that it does not listen on, as far as others can reach it at all. */
    InetSocketAddress address(Transport transport) {
        return addresses.getOrDefault(transport, addresses.get(Transport.UDP));
    }

    String sentBy(Transport transport) {
        return sentBy.getOrDefault(transport, sentBy.get(Transport.UDP));
    }

    boolean isOwn(String host, int port) {
        if (!point.advertised().equalsIgnoreCase(host) && !this.host.equals(host)) {
            return false;
        }
        for (var address : addresses.values()) {
            if (address.getPort() == port) {
                return true;
            }
        }
        return false;
    }

    /** Whether a peer with this address can be reached from here: IPv6 from IPv6, and both from the wildcard. */
    boolean reaches(InetSocketAddress peer) {
        var own = point.bind().getAddress();
        return own.isAnyLocalAddress() && own.getAddress().length == 16
                || own.getAddress().length == peer.getAddress().getAddress().length;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        addresses.forEach((transport, address) -> {
            if (point.transports().contains(transport)) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(transport)
                        .append(' ')
                        .append(Addresses.text(address));
            }
        });
        return text.toString();
    }

    @Override
    public void close() {
        udp.close();
        streams.close();
    }
}
