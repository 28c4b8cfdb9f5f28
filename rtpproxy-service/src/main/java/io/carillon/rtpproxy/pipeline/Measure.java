package io.carillon.rtpproxy.pipeline;

import io.carillon.rtpproxy.pipeline.LegStatistics.Rtcp;
import io.carillon.rtpproxy.pipeline.LegStatistics.Rtp;
import io.carillon.rtpproxy.rtp.ReceptionStatistics;
import io.carillon.rtpproxy.rtp.RtcpReports;
import io.carillon.rtpproxy.rtp.RtpHeader;
import io.carillon.rtpproxy.rtp.TelephoneEvents;
import io.carillon.sdp.Codec;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts what a party sent (RFC 3550 A.3, A.8; RFC 4733), what it reports, and when it sent last. */
final class Measure implements PacketNode {
    private static final int UNKNOWN_CLOCK = 8000;

    private final ReceptionStatistics rtp = new ReceptionStatistics();
    private final TelephoneEvents events = new TelephoneEvents();
    private final RtcpReports reports = new RtcpReports();
    private final @Nullable Codec[] codecs = new Codec[128];
    private final AtomicLong lastArrival;
    private @Nullable RtcpReports peerReports;
    private @Nullable Codec current;
    private long rtcpPackets;
    private long rtcpBytes;

    /** @param lastArrival read by the thread that ends silent calls */
    Measure(AtomicLong lastArrival) {
        this.lastArrival = lastArrival;
    }

    void joinedTo(Measure peer) {
        peerReports = peer.reports;
    }

    /** The payload types in the party's own SDP: what it sends with until its peer has named its own. */
    void understands(Map<Integer, Codec> own) {
        own.forEach((type, codec) -> {
            if (codecs[type & 0x7f] == null) {
                codecs[type & 0x7f] = codec;
            }
        });
    }

    /** The payload types in its peer's SDP: what the party must send with (RFC 3264 §5.1). */
    void sendsBy(Map<Integer, Codec> peers) {
        peers.forEach((type, codec) -> codecs[type & 0x7f] = codec);
    }

    @Override
    public boolean pass(Packet packet) {
        lastArrival.setOpaque(packet.arrival);
        if (packet.kind == Packet.Kind.RTCP) {
            rtcpPackets++;
            rtcpBytes += packet.length();
            RtcpReports peer = peerReports;
            if (peer != null) {
                reports.read(packet.bytes, packet.arrival, peer);
            }
        } else {
            count(packet, codecs[RtpHeader.payloadType(packet.bytes)]);
        }
        return true;
    }

    private void count(Packet packet, @Nullable Codec codec) {
        int ssrc = RtpHeader.ssrc(packet.bytes);
        int sequence = RtpHeader.sequence(packet.bytes);
        int timestamp = RtpHeader.timestamp(packet.bytes);
        if (codec != null && codec.isTelephoneEvent()) {
            rtp.countUntimed(ssrc, sequence, packet.length());
            events.count(ssrc, timestamp);
            return;
        }
        current = codec;
        int clock = codec == null ? UNKNOWN_CLOCK : codec.clockRate();
        rtp.count(ssrc, sequence, timestamp, packet.length(), packet.arrival, clock);
    }

    Rtp rtp() {
        return new Rtp(rtp.packets(), rtp.bytes(), rtp.lost(), rtp.jitter(), rtp.ssrc(), current, events.events());
    }

    Rtcp rtcp() {
        return new Rtcp(rtcpPackets, rtcpBytes, reports.roundTrip(), reports.peerPacketsLost());
    }
}
