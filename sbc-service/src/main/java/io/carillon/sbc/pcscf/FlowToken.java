package io.carillon.sbc.pcscf;

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

    static String of(Arrival flow) {
        var remote = flow.remote();
        var text = flow.transport() + "/" + remote.getPort() + "/"
                + remote.getAddress().getHostAddress();
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws SipFailure 430 if this is no token of ours */
    static Hop hop(String token) {
        try {
            var parts = new String(HexFormat.of().parseHex(token), StandardCharsets.US_ASCII).split("/", 3);
            var address = new InetSocketAddress(InetAddress.ofLiteral(parts[2]), Integer.parseInt(parts[1]));
            return Hop.flow(Transport.valueOf(parts[0]), address);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new SipFailure(430);
        }
    }

    /** Where the phone of this flow is. */
    static InetAddress host(String token) {
        return hop(token).address().getAddress();
    }
}
