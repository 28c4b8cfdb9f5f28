package io.carillon.rtpproxy.pipeline;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What came from one party on one media line.
 *
 * @param localPort the RTP port that faces the party
 * @param learned the party's source once latched
 * @param destination where media for the party goes
 * @param lost RTP packets lost before they came here (RFC 3550 A.3)
 * @param jitter in timestamp units (RFC 3550 A.8)
 * @param foreign packets that are neither RTP nor RTCP
 * @param malformed packets whose header is not whole
 * @param strangers packets dropped for their source
 * @param unsent packets that could not be sent to the peer
 * @param lastArrival {@link System#nanoTime} of the last good packet, {@link Long#MIN_VALUE} before any
 */
public record LegStatistics(
        int localPort,
        @Nullable InetSocketAddress learned,
        @Nullable InetSocketAddress destination,
        long packets,
        long bytes,
        long rtcpPackets,
        long rtcpBytes,
        long lost,
        int jitter,
        int ssrc,
        long foreign,
        long malformed,
        long strangers,
        long unsent,
        long lastArrival) {

    public long errors() {
        return foreign + malformed + strangers + unsent;
    }
}
