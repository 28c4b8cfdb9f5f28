package io.carillon.rtpproxy.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.rtpproxy.pipeline.LegStatistics;
import io.carillon.rtpproxy.pipeline.RelayedMedia.Side;
import io.carillon.rtpproxy.rtp.VoiceQuality;
import io.carillon.sdp.Codec;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call as an operator sees it: who is on it and what each party sent on each media line. */
record CallReport(String callId, Instant created, Instant lastSignal, boolean answered, List<Party> parties) {

    record Party(String tag, List<Stream> streams) {}

    /**
     * What came from the party. Addresses are {@code host:port}.
     *
     * @param lost packets that did not come here (RFC 3550 A.3)
     * @param jitter in timestamp units (RFC 3550 A.8)
     * @param roundTripMillis from here to the party and back, by RTCP
     * @param peerPacketsLost what the party says by RTCP that it missed of its peer
     * @param dtmfEvents key presses (RFC 4733)
     * @param mos estimate of how what came here sounds, with the delay of both ways (ITU-T G.107); audio only
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Stream(
            int line,
            String kind,
            String protocol,
            String localAddress,
            int localPort,
            @Nullable String learned,
            @Nullable String destination,
            @Nullable String controlDestination,
            @Nullable String codec,
            long packets,
            long bytes,
            long rtcpPackets,
            long rtcpBytes,
            long lost,
            double lossPercent,
            int jitter,
            double jitterMillis,
            @Nullable Double roundTripMillis,
            @Nullable Long peerPacketsLost,
            long dtmfEvents,
            @Nullable Double mos,
            String ssrc,
            long foreign,
            long malformed,
            long strangers,
            long unsent,
            @Nullable Instant lastPacket) {}

    static CallReport of(
            String callId,
            Instant created,
            Instant lastSignal,
            boolean answered,
            Map<Side, String> tags,
            List<Optional<MediaSlot>> slots,
            MediaClock clock) {
        Map<Side, List<Stream>> streams = Map.of(Side.CALLER, new ArrayList<>(), Side.CALLEE, new ArrayList<>());
        for (int i = 0; i < slots.size(); i++) {
            int line = i + 1;
            slots.get(i)
                    .ifPresent(slot -> slot.media()
                            .statistics()
                            .ifPresent(legs -> legs.forEach((side, leg) ->
                                    streams.get(side).add(stream(line, slot, leg, legs.get(side.other()), clock)))));
        }
        List<Party> parties = new ArrayList<>();
        for (Side side : Side.values()) {
            parties.add(new Party(tags.getOrDefault(side, ""), List.copyOf(streams.get(side))));
        }
        return new CallReport(callId, created, lastSignal, answered, List.copyOf(parties));
    }

    private static Stream stream(int line, MediaSlot slot, LegStatistics leg, LegStatistics peer, MediaClock clock) {
        LegStatistics.Rtp rtp = leg.rtp();
        Codec codec = rtp.codec();
        return new Stream(
                line,
                slot.kind(),
                slot.protocol(),
                leg.local().getAddress().getHostAddress(),
                leg.local().getPort(),
                text(leg.learned()),
                text(leg.destination()),
                text(leg.controlDestination()),
                codec == null ? null : codec.encoding() + '/' + codec.clockRate(),
                rtp.packets(),
                rtp.bytes(),
                leg.rtcp().packets(),
                leg.rtcp().bytes(),
                rtp.lost(),
                rtp.lossPercent(),
                rtp.jitter(),
                rtp.jitterMillis(),
                leg.rtcp().roundTrip() < 0 ? null : leg.rtcp().roundTrip() / 1e6,
                leg.rtcp().peerPacketsLost() < 0 ? null : leg.rtcp().peerPacketsLost(),
                rtp.telephoneEvents(),
                slot.kind().equals("audio") && rtp.packets() > 0 ? mos(leg, peer) : null,
                Integer.toHexString(rtp.ssrc()),
                leg.dropped().foreign(),
                leg.dropped().malformed(),
                leg.dropped().strangers(),
                leg.dropped().unsent(),
                leg.lastArrival() == Long.MIN_VALUE ? null : clock.instantOf(leg.lastArrival()));
    }

    /** A frame to fill, a buffer of twice the jitter to smooth it, and half of what RTCP says of each way and back. */
    private static double mos(LegStatistics leg, LegStatistics peer) {
        LegStatistics.Rtp rtp = leg.rtp();
        double ways =
                (Math.max(0, leg.rtcp().roundTrip()) + Math.max(0, peer.rtcp().roundTrip())) / 2e6;
        double delay = 20 + 2 * rtp.jitterMillis() + ways;
        return VoiceQuality.mos(rtp.codec() == null ? "" : rtp.codec().encoding(), rtp.lossPercent(), delay);
    }

    List<Stream> streams() {
        return parties.stream().flatMap(party -> party.streams().stream()).toList();
    }

    private static @Nullable String text(@Nullable InetSocketAddress address) {
        if (address == null) {
            return null;
        }
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ':' + address.getPort();
    }
}
