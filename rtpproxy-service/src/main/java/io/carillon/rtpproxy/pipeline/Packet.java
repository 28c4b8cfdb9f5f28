package io.carillon.rtpproxy.pipeline;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** The packet in hand: one of these a relay thread, used again for each packet. */
final class Packet {
    /** Larger than any datagram, so that none is cut. */
    private static final int CAPACITY = 65_536;

    /** What the first octets say a packet is (RFC 7983 §7, RFC 5761 §4). */
    enum Kind {
        RTP,
        RTCP,
        STUN,
        DTLS,
        UNKNOWN
    }

    private static final InetSocketAddress NOBODY = new InetSocketAddress(0);

    final ByteBuffer bytes = ByteBuffer.allocateDirect(CAPACITY);
    InetSocketAddress source = NOBODY;
    long arrival;
    Kind kind = Kind.UNKNOWN;

    int length() {
        return bytes.limit();
    }
}
