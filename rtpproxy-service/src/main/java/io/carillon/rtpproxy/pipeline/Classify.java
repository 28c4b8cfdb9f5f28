package io.carillon.rtpproxy.pipeline;

import io.carillon.rtpproxy.rtp.RtcpHeader;

/** Tells by the first two octets what a packet is (RFC 7983 §7, RFC 5761 §4) and lets RTP and RTCP pass. */
final class Classify implements PacketNode {
    private final boolean rtpAllowed;
    private long foreign;

    Classify(boolean rtpAllowed) {
        this.rtpAllowed = rtpAllowed;
    }

    @Override
    public boolean pass(Packet packet) {
        packet.kind = kindOf(packet);
        boolean media = packet.kind == Packet.Kind.RTCP || rtpAllowed && packet.kind == Packet.Kind.RTP;
        if (!media) {
            foreign++;
        }
        return media;
    }

    private static Packet.Kind kindOf(Packet packet) {
        if (packet.length() < 2) {
            return Packet.Kind.UNKNOWN;
        }
        int first = packet.bytes.get(0) & 0xff;
        if (first >= 128 && first <= 191) {
            return RtcpHeader.isRtcpType(packet.bytes.get(1) & 0xff) ? Packet.Kind.RTCP : Packet.Kind.RTP;
        }
        if (first <= 3) {
            return Packet.Kind.STUN;
        }
        return first >= 20 && first <= 63 ? Packet.Kind.DTLS : Packet.Kind.UNKNOWN;
    }

    long foreign() {
        return foreign;
    }
}
