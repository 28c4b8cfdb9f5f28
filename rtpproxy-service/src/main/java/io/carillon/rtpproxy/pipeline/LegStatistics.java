package io.carillon.rtpproxy.pipeline;

import io.carillon.sdp.Codec;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What came from one party on one media line.
 *
 * @param local the RTP port that faces the party
 * @param learned the party's source once latched
 * @param destination where media for the party goes
 * @param controlDestination where RTCP for the party goes
 * @param rtp its RTP packets
 * @param rtcp its RTCP packets
 * @param dropped what did not go on
 * @param lastArrival {@link System#nanoTime} of the last good packet, {@link Long#MIN_VALUE} before any
 */
public record LegStatistics(
        InetSocketAddress local,
        @Nullable InetSocketAddress learned,
        @Nullable InetSocketAddress destination,
        @Nullable InetSocketAddress controlDestination,
        Rtp rtp,
        Rtcp rtcp,
        Dropped dropped,
        long lastArrival) {

    /**
     * @param lost packets lost before they came here (RFC 3550 A.3)
     * @param jitter in timestamp units (RFC 3550 A.8)
     * @param codec of the last packet that was no telephone event, as the peer's SDP names it
     * @param telephoneEvents key presses (RFC 4733)
     */
    public record Rtp(
            long packets,
            long bytes,
            long lost,
            int jitter,
            int ssrc,
            @Nullable Codec codec,
            long telephoneEvents) {
        private static final int UNKNOWN_CLOCK = 8000;

        /** Of a hundred packets sent to here; duplicates may outweigh losses. */
        public double lossPercent() {
            long expected = packets + lost;
            return lost <= 0 || expected <= 0 ? 0 : 100.0 * lost / expected;
        }

        public double jitterMillis() {
            return 1000.0 * jitter / (codec == null || codec.clockRate() == 0 ? UNKNOWN_CLOCK : codec.clockRate());
        }
    }

    /**
     * @param roundTrip nanoseconds to the party and back, −1 if unknown
     * @param peerPacketsLost how many packets of its peer the party says it missed, −1 if it did not say
     */
    public record Rtcp(long packets, long bytes, long roundTrip, long peerPacketsLost) {}

    /**
     * @param foreign packets that are neither RTP nor RTCP
     * @param malformed packets whose header is not whole
     * @param strangers packets dropped for their source
     * @param unsent packets that could not be sent to the peer
     */
    public record Dropped(long foreign, long malformed, long strangers, long unsent) {
        public long all() {
            return foreign + malformed + strangers + unsent;
        }
    }
}
