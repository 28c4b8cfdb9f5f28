package io.carillon.sbc.pcscf;

import io.carillon.sbc.security.ProtectedPath;
import io.carillon.sbc.security.ProtectedPaths;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The way to a phone, in the user part of our Path: the far end of the flow it registered over (RFC 5626 §5.2). Only the
 * core sends it back, so it needs no store.
 */
final class FlowToken {
    private FlowToken() {}

    /** Out of which listening point, and where to. */
    record Way(String listener, Hop hop) {
        boolean isProtected() {
            return listener.equals(ProtectedPaths.SERVER);
        }

        /** To another network, not to a phone. */
        boolean isTrunk() {
            return listener.equals(Border.TRUNK);
        }

        /** Only the border that the phone registered through can use it. */
        boolean isBound() {
            return isProtected() || hop.transport().reliable();
        }
    }

    static String of(Arrival flow) {
        var listener = flow.listener().equals(Border.TRUNK) ? Border.TRUNK : Border.ACCESS;
        return of(flow.transport(), flow.remote(), listener);
    }

    /** The way over a phone's security associations: its server port, which stays while they change. */
    static String of(ProtectedPath path) {
        return of(Transport.UDP, path.target(), ProtectedPaths.SERVER);
    }

    static String of(Transport transport, InetSocketAddress remote, String listener) {
        var text =
                transport + "/" + remote.getPort() + "/" + remote.getAddress().getHostAddress() + "/" + listener;
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    static Hop hop(String token) {
        return way(token).hop();
    }

    /** @throws SipFailure 430 if this is no token of ours */
    static Way way(String token) {
        try {
            var parts = new String(HexFormat.of().parseHex(token), StandardCharsets.US_ASCII).split("/", 4);
            var address = new InetSocketAddress(InetAddress.ofLiteral(parts[2]), Integer.parseInt(parts[1]));
            return new Way(parts.length > 3 ? parts[3] : Border.ACCESS, Hop.flow(Transport.valueOf(parts[0]), address));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new SipFailure(430);
        }
    }

    /** Where the phone of this flow is. */
    static InetAddress host(String token) {
        return hop(token).address().getAddress();
    }
}
