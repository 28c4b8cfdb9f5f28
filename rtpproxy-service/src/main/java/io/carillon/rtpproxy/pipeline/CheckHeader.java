package io.carillon.rtpproxy.pipeline;

import io.carillon.rtpproxy.rtp.RtcpHeader;
import io.carillon.rtpproxy.rtp.RtpHeader;

/** Drops what is not whole (RFC 3550 A.1, A.2). */
final class CheckHeader implements PacketNode {
    private long malformed;

    @Override
    public boolean pass(Packet packet) {
        boolean valid =
                packet.kind == Packet.Kind.RTCP ? RtcpHeader.isValid(packet.bytes) : RtpHeader.isValid(packet.bytes);
        if (!valid) {
            malformed++;
        }
        return valid;
    }

    long malformed() {
        return malformed;
    }
}
