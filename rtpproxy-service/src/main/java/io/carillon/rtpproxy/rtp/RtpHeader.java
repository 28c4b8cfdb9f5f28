package io.carillon.rtpproxy.rtp;

import java.nio.ByteBuffer;

/**
 * Reads the RTP header in place (RFC 3550 §5.1); indices are absolute, the buffer's limit is the packet's end.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                           timestamp                           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |           synchronization source (SSRC) identifier            |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |            contributing source (CSRC) identifiers             |
 * |                             ....                              |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * | if X: profile                 | length of extension in words  |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 */
public final class RtpHeader {
    public static final int LENGTH = 12;

    private RtpHeader() {}

    /** RFC 3550 A.1: version, lengths of CSRCs, extension and padding; and no payload type that reads as RTCP. */
    public static boolean isValid(ByteBuffer packet) {
        int length = packet.limit();
        if (length < LENGTH || version(packet) != 2 || !isRtpPayloadType(payloadType(packet))) {
            return false;
        }
        int header = LENGTH + 4 * (packet.get(0) & 0x0f);
        if ((packet.get(0) & 0x10) != 0) {
            if (length < header + 4) {
                return false;
            }
            header += 4 + 4 * (packet.getShort(header + 2) & 0xffff);
        }
        boolean padded = (packet.get(0) & 0x20) != 0;
        // SRTP encrypts the padding count, so that only its presence can be asked for.
        return padded ? length > header : length >= header;
    }

    /** RFC 5761 §4: 64–95 are left to RTCP when both share a port. */
    public static boolean isRtpPayloadType(int type) {
        return type < 64 || type > 95;
    }

    public static int version(ByteBuffer packet) {
        return (packet.get(0) & 0xff) >>> 6;
    }

    public static int payloadType(ByteBuffer packet) {
        return packet.get(1) & 0x7f;
    }

    public static int sequence(ByteBuffer packet) {
        return packet.getShort(2) & 0xffff;
    }

    public static int timestamp(ByteBuffer packet) {
        return packet.getInt(4);
    }

    public static int ssrc(ByteBuffer packet) {
        return packet.getInt(8);
    }
}
