package io.carillon.rtpproxy.rtp;

import java.nio.ByteBuffer;

/**
 * Reads the first header of a compound RTCP packet in place (RFC 3550 §6.4).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|  count  |      PT       |   length in words minus one   |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                     SSRC of the sender                        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 */
public final class RtcpHeader {
    private static final int LENGTH = 8;

    private RtcpHeader() {}

    /** RFC 3550 A.2, without its rule on the first type: RFC 5506 lets feedback stand alone. */
    public static boolean isValid(ByteBuffer packet) {
        int length = packet.limit();
        if (length < LENGTH || RtpHeader.version(packet) != 2 || !isRtcpType(packet.get(1) & 0xff)) {
            return false;
        }
        int words = packet.getShort(2) & 0xffff;
        return 4 * (words + 1) <= length;
    }

    /** RFC 5761 §4: 192–223 where RTP has its marker bit and payload type. */
    public static boolean isRtcpType(int type) {
        return type >= 192 && type <= 223;
    }
}
