package io.carillon.bench.sip.generator;

import java.util.Locale;

/**
 * How the phones of a run speak.
 *
 * @param border true if they are an IMS's: behind a border, each with an address of its own, calling users of the domain
 * @param uriTransport the transport parameter of their URIs, empty for UDP
 * @param route the Route line of their first requests, which names the border; empty without one
 * @param users how many there are
 */
record Manner(boolean border, String transport, byte[] uriTransport, byte[] route, int users) {
    private static final byte[] LOOPBACK = Text.ascii("127.0.0.1");
    private static final byte[] NOTHING = {};

    /** Straight to a server. */
    static Manner plain(String transport, int users) {
        var parameter =
                transport.equals("UDP") ? NOTHING : Text.ascii(";transport=" + transport.toLowerCase(Locale.ROOT));
        return new Manner(false, transport, parameter, NOTHING, users);
    }

    /** @param target port of the border */
    static Manner behindBorder(int target, int users) {
        return new Manner(true, "UDP", NOTHING, Text.ascii("Route: <sip:127.0.0.1:" + target + ";lr>\r\n"), users);
    }

    Text host(int user, Text out) {
        return border ? PhoneAddress.write(user, out) : out.add(LOOPBACK);
    }
}
