package io.carillon.sip.transport;

import io.carillon.identity.SipUri;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Addresses and host names only: the numeric case and the A/AAAA step of RFC 3263 §4. */
public final class AddressLocator implements Locator {
    @Override
    public List<Hop> locate(SipUri uri) {
        var transport = uri.param("transport")
                .flatMap(Transport::of)
                .orElse(uri.scheme().equals("sips") ? Transport.TLS : Transport.UDP);
        int port = uri.port() < 0 ? transport.defaultPort() : uri.port();
        if (Addresses.literal(uri.host())) {
            return literal(uri.hostAddress(), port, transport);
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(uri.host()))
                    .map(address -> new Hop(
                            transport,
                            new InetSocketAddress(address, port),
                            Addresses.literal(uri.host()) ? "" : uri.host(),
                            false))
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static List<Hop> literal(String host, int port, Transport transport) {
        try {
            return List.of(
                    new Hop(transport, Addresses.shared(new InetSocketAddress(InetAddress.ofLiteral(host), port))));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    @Override
    public boolean immediate(SipUri uri) {
        return Addresses.literal(uri.host());
    }
}
