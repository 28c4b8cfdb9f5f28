package io.carillon.rtpproxy.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.rtpproxy.pipeline.LegStatistics;
import io.carillon.rtpproxy.pipeline.RelayedMedia.Side;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call as an operator sees it: who is on it and what each party sent on each media line. */
record CallReport(String callId, Instant created, boolean answered, List<Party> parties) {

    record Party(String tag, List<Stream> streams) {}

    /** What came from the party. Addresses are {@code host:port}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Stream(
            int line,
            String kind,
            String protocol,
            int localPort,
            @Nullable String learned,
            @Nullable String destination,
            long packets,
            long bytes,
            long rtcpPackets,
            long rtcpBytes,
            long lost,
            int jitter,
            String ssrc,
            long foreign,
            long malformed,
            long strangers,
            long unsent,
            @Nullable Instant lastPacket) {}

    static CallReport of(
            String callId,
            Instant created,
            boolean answered,
            Map<Side, String> tags,
            List<Optional<MediaSlot>> slots,
            MediaClock clock) {
        List<Party> parties = new ArrayList<>();
        for (Side side : Side.values()) {
            List<Stream> streams = new ArrayList<>();
            for (int i = 0; i < slots.size(); i++) {
                int line = i + 1;
                slots.get(i)
                        .flatMap(slot -> slot.media().statistics(side).map(legs -> stream(line, slot, legs, clock)))
                        .ifPresent(streams::add);
            }
            parties.add(new Party(tags.getOrDefault(side, ""), List.copyOf(streams)));
        }
        return new CallReport(callId, created, answered, List.copyOf(parties));
    }

    private static Stream stream(int line, MediaSlot slot, LegStatistics leg, MediaClock clock) {
        return new Stream(
                line,
                slot.kind(),
                slot.protocol(),
                leg.localPort(),
                text(leg.learned()),
                text(leg.destination()),
                leg.packets(),
                leg.bytes(),
                leg.rtcpPackets(),
                leg.rtcpBytes(),
                leg.lost(),
                leg.jitter(),
                Integer.toHexString(leg.ssrc()),
                leg.foreign(),
                leg.malformed(),
                leg.strangers(),
                leg.unsent(),
                leg.lastArrival() == Long.MIN_VALUE ? null : clock.instantOf(leg.lastArrival()));
    }

    private static @Nullable String text(@Nullable InetSocketAddress address) {
        if (address == null) {
            return null;
        }
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ':' + address.getPort();
    }
}
