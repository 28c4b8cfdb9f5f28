package io.carillon.sdp;

import java.util.List;
import java.util.OptionalLong;

/**
 * One media line after offer and answer: what TS 29.213 §6.2 (Table 6.2.1) derives service information from.
 *
 * @param number the ordinal of the {@code m=} line from 1, the Media-Component-Number
 * @param kind the media field of {@code m=}, the Media-Type
 * @param enabled false when either side gave port 0
 * @param codecs the answer's codecs that the offer had
 */
public record NegotiatedMedia(
        int number, String kind, String protocol, boolean enabled, Side offerer, Side answerer, List<Codec> codecs) {

    public enum Party {
        OFFERER,
        ANSWERER
    }

    /** What one party wrote of this line. The direction is that party's own, already limited by the other's. */
    public record Side(
            Endpoint rtp,
            Endpoint rtcp,
            boolean rtcpMux,
            Direction direction,
            Bandwidth bandwidth,
            List<SdpLine> lines) {}

    public Side side(Party party) {
        return party == Party.OFFERER ? offerer : answerer;
    }

    private Side peerOf(Party party) {
        return party == Party.OFFERER ? answerer : offerer;
    }

    /** The direction as {@code party} sees it; with {@link #enabled} it gives the Flow-Status. */
    public Direction direction(Party party) {
        return side(party).direction();
    }

    /** The party's b=AS bounds what it receives: Max-Requested-Bandwidth-DL of a UE (TS 29.213 §6.2). */
    public OptionalLong downlinkBandwidth(Party ue) {
        return side(ue).bandwidth().as();
    }

    /** The peer's b=AS bounds what the party sends: Max-Requested-Bandwidth-UL. */
    public OptionalLong uplinkBandwidth(Party ue) {
        return peerOf(ue).bandwidth().as();
    }

    /** The answer says who opens the connection; without a word it is the offerer (RFC 4145 §4.1). */
    private MediaFlow.Carried opened(Party ue) {
        boolean byAnswerer = Lines.attribute(answerer.lines(), "setup")
                .filter("active"::equals)
                .isPresent();
        boolean toUe = byAnswerer ? ue == Party.OFFERER : ue == Party.ANSWERER;
        return toUe ? MediaFlow.Carried.TCP_TO_UE : MediaFlow.Carried.TCP_TO_PEER;
    }

    /** Flow 1 is RTP, flow 2 RTCP unless multiplexed (TS 29.214 Annex B: flow numbers in ascending port order). */
    public List<MediaFlow> flows(Party ue) {
        Side own = side(ue);
        Side peer = peerOf(ue);
        if (protocol.startsWith("TCP/")) {
            return List.of(new MediaFlow(1, false, opened(ue), own.rtp(), peer.rtp()));
        }
        MediaFlow rtp = new MediaFlow(1, false, own.rtp(), peer.rtp());
        return own.rtcpMux() && peer.rtcpMux()
                ? List.of(rtp)
                : List.of(rtp, new MediaFlow(2, true, own.rtcp(), peer.rtcp()));
    }
}
