package io.carillon.diameter;

import org.jspecify.annotations.Nullable;

/**
 * A message as it is on the wire (RFC 6733 §3).
 *
 * <pre>
 * | Version (1) | Length (3) | R P E T r r r r (1) | Command (3) | Application (4) | Hop-by-Hop (4) | End-to-End (4) | AVPs |
 * </pre>
 */
record Frame(Octets octets) {
    static final int HEADER = 20;
    static final int REQUEST = 0x80;
    static final int PROXIABLE = 0x40;
    static final int ERROR = 0x20;
    static final int RETRANSMITTED = 0x10;

    static Frame of(int flags, int command, long application, int hopByHop, int endToEnd, Octets body) {
        var out = new AvpWriter();
        out.int32(1 << 24 | HEADER + body.length());
        out.int32(flags << 24 | command);
        out.int32((int) application);
        out.int32(hopByHop);
        out.int32(endToEnd);
        out.octets(body);
        return new Frame(out.octets());
    }

    /** The answer to this request: same command, application, identifiers and P-bit. */
    Frame answer(boolean protocolError, Octets body) {
        int flags = flags() & PROXIABLE | (protocolError ? ERROR : 0);
        return of(flags, command(), application(), hopByHop(), endToEnd(), body);
    }

    /** The same request for another hop. */
    Frame toHop(int hopByHop, boolean retransmitted) {
        int flags = retransmitted ? flags() | RETRANSMITTED : flags();
        return of(flags, command(), application(), hopByHop, endToEnd(), body());
    }

    int flags() {
        return octets.at(4) & 0xff;
    }

    boolean request() {
        return (flags() & REQUEST) != 0;
    }

    boolean error() {
        return (flags() & ERROR) != 0;
    }

    int command() {
        return octets.uint24(5);
    }

    long application() {
        return octets.int32(8) & 0xffff_ffffL;
    }

    int hopByHop() {
        return octets.int32(12);
    }

    int endToEnd() {
        return octets.int32(16);
    }

    Octets body() {
        return octets.slice(HEADER, octets.length() - HEADER);
    }

    /** Commands between two peers (RFC 6733 §5): capabilities exchange, watchdog, disconnect. */
    boolean betweenPeers() {
        return switch (command()) {
            case PeerCommands.CAPABILITIES, PeerCommands.WATCHDOG, PeerCommands.DISCONNECT -> true;
            default -> false;
        };
    }

    /** The first AVP of this kind, as far as the message can be read. */
    @Nullable
    Avp first(Attribute<?> attribute) {
        try {
            for (var cursor = new AvpCursor(body()); cursor.next(); ) {
                if (cursor.code() == attribute.code() && cursor.vendor() == attribute.vendor()) {
                    return cursor.avp();
                }
            }
        } catch (AvpException unreadable) {
            return null;
        }
        return null;
    }

    /** The Session-Id for a log line, fit to be printed whatever is in it. */
    String session() {
        var avp = first(BaseAvps.SESSION_ID);
        return avp == null ? "-" : avp.data().text().replaceAll("\\p{Cntrl}", "?");
    }
}
