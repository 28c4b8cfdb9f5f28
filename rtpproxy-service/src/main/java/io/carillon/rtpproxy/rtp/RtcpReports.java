package io.carillon.rtpproxy.rtp;

import java.nio.ByteBuffer;

/**
 * What a party tells by RTCP: when its sender reports passed here, and what its report blocks say of its peer's stream
 * (RFC 3550 §6.4.1). A block counts only if it answers a sender report that was seen, which encrypted RTCP does not.
 *
 * <pre>
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |                 SSRC_n (SSRC of the stream)                   |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * | fraction lost |       cumulative number of packets lost       |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |           extended highest sequence number received           |
 * |                      interarrival jitter                      |
 * |                         last SR (LSR)                         |
 * |                   delay since last SR (DLSR)                  |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * </pre>
 */
public final class RtcpReports {
    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int SENDER_INFORMATION = 20;
    private static final int BLOCK = 24;
    private static final int SIGN_OF_24_BITS = 0x80_0000;

    private int lastReport;
    private long lastReportSeen;
    private long roundTrip = -1;
    private long peerPacketsLost = -1;

    /** Reads a whole compound packet of this party; {@code peer} is what the other one sent. */
    public void read(ByteBuffer packet, long arrival, RtcpReports peer) {
        int at = 0;
        while (at + 8 <= packet.limit()) {
            int type = packet.get(at + 1) & 0xff;
            int end = at + 4 * ((packet.getShort(at + 2) & 0xffff) + 1);
            if (end > packet.limit() || type != SENDER_REPORT && type != RECEIVER_REPORT) {
                return; // reports come first in a compound packet (§6.1)
            }
            int blocks = at + 8;
            if (type == SENDER_REPORT && blocks + SENDER_INFORMATION <= end) {
                lastReport = packet.getInt(at + 10); // the middle 32 bits of its NTP time
                lastReportSeen = arrival;
                blocks += SENDER_INFORMATION;
            }
            for (int left = packet.get(at) & 0x1f; left > 0 && blocks + BLOCK <= end; left--, blocks += BLOCK) {
                take(packet, blocks, arrival, peer);
            }
            at = end;
        }
    }

    private void take(ByteBuffer packet, int block, long arrival, RtcpReports peer) {
        int answered = packet.getInt(block + 16);
        if (answered == 0 || answered != peer.lastReport) {
            return;
        }
        // DLSR is in units of 1/65536 s.
        long held = (packet.getInt(block + 20) & 0xffff_ffffL) * 1_000_000_000L >> 16;
        roundTrip = Math.max(0, arrival - peer.lastReportSeen - held);
        int lost = packet.getInt(block + 4) & 0xff_ffff;
        peerPacketsLost = (lost ^ SIGN_OF_24_BITS) - SIGN_OF_24_BITS;
    }

    /** From here to the party and back in nanoseconds; −1 while nothing tells. */
    public long roundTrip() {
        return roundTrip;
    }

    /** How many packets of its peer the party missed, as it says itself; −1 while it has not said. */
    public long peerPacketsLost() {
        return peerPacketsLost;
    }
}
