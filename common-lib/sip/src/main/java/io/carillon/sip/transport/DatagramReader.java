package io.carillon.sip.transport;

import org.jspecify.annotations.Nullable;

/** What comes in a datagram: a keep-alive of four bytes or less, a question of STUN, or a SIP message. */
final class DatagramReader {
    /** The largest datagram that SIP must take (RFC 3261 §18.1.1). */
    static final int MAX_DATAGRAM = 65_535;
    /** RFC 5626 §4.4.1, or nothing at all. */
    private static final int KEEP_ALIVE = 4;

    private final Gate gate;
    private final Frames frames;

    DatagramReader(Gate gate, Frames frames) {
        this.gate = gate;
        this.frames = frames;
    }

    /** Takes one datagram, on an I/O thread; what is returned is the answer to STUN. */
    byte @Nullable [] read(byte[] datagram, Arrival arrival) {
        if (datagram.length <= KEEP_ALIVE) {
            return null;
        }
        if (!Stun.isBindingRequest(datagram)) {
            frames.received(datagram, arrival);
            return null;
        }
        var source = arrival.remote();
        return gate.hears(arrival.listener(), source.getAddress()) ? Stun.answer(datagram, source) : null;
    }
}
