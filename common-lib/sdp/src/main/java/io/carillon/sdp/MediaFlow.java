package io.carillon.sdp;

/** One UDP flow of a media line between a UE and its peer. */
public record MediaFlow(int number, boolean rtcp, Endpoint ue, Endpoint peer) {

    /** The uplink IPFilterRule; source ports stay open since SDP does not tell them (TS 29.213 §6.2, TS 29.214 §5.3.8). */
    public String uplink() {
        return "permit in 17 from " + ue.host() + " to " + peer.host() + ' ' + peer.port();
    }

    /** The downlink IPFilterRule. */
    public String downlink() {
        return "permit out 17 from " + peer.host() + " to " + ue.host() + ' ' + ue.port();
    }
}
