package io.carillon.rtpproxy.pipeline;

import io.carillon.rtpproxy.rtp.ReceptionStatistics;
import io.carillon.rtpproxy.rtp.RtpHeader;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a party sent (RFC 3550 A.3, A.8) and when it sent last. */
final class Measure implements PacketNode {
    private static final int UNKNOWN_CLOCK = 8000;

    private final ReceptionStatistics rtp = new ReceptionStatistics();
    private final int[] clockRates = new int[128];
    private final AtomicLong lastArrival;
    private long rtcpPackets;
    private long rtcpBytes;

    /** @param lastArrival read by the thread that ends silent calls */
    Measure(AtomicLong lastArrival) {
        this.lastArrival = lastArrival;
        Arrays.fill(clockRates, UNKNOWN_CLOCK);
    }

    void clockRates(Map<Integer, Integer> rates) {
        rates.forEach((type, rate) -> clockRates[type & 0x7f] = rate);
    }

    @Override
    public boolean pass(Packet packet) {
        lastArrival.setOpaque(packet.arrival);
        if (packet.kind == Packet.Kind.RTCP) {
            rtcpPackets++;
            rtcpBytes += packet.length();
        } else {
            rtp.count(
                    RtpHeader.ssrc(packet.bytes),
                    RtpHeader.sequence(packet.bytes),
                    RtpHeader.timestamp(packet.bytes),
                    packet.length(),
                    packet.arrival,
                    clockRates[RtpHeader.payloadType(packet.bytes)]);
        }
        return true;
    }

    ReceptionStatistics rtp() {
        return rtp;
    }

    long rtcpPackets() {
        return rtcpPackets;
    }

    long rtcpBytes() {
        return rtcpBytes;
    }
}
