package io.carillon.sdp;

/** One flow of a media line between a UE and its peer. */
public record MediaFlow(int number, boolean rtcp, Carried carried, Endpoint ue, Endpoint peer) {
    /** Over what, and for a connection, to whom it is opened: only that side's port is known (RFC 4145 §4). */
    public enum Carried {
        UDP(17),
        TCP_TO_PEER(6),
        TCP_TO_UE(6);

        private final int protocol;

        Carried(int protocol) {
            this.protocol = protocol;
        }
    }

    /** A flow of datagrams. */
    public MediaFlow(int number, boolean rtcp, Endpoint ue, Endpoint peer) {
        this(number, rtcp, Carried.UDP, ue, peer);
    }

    /** The uplink IPFilterRule; source ports stay open since SDP does not tell them (TS 29.213 §6.2, TS 29.214 §5.3.8). */
    public String uplink() {
        return carried == Carried.TCP_TO_UE
                ? rule("in", from(ue, true), from(peer, false))
                : rule("in", from(ue, false), from(peer, true));
    }

    /** The downlink IPFilterRule. */
    public String downlink() {
        return switch (carried) {
            case UDP, TCP_TO_UE -> rule("out", from(peer, false), from(ue, true));
            case TCP_TO_PEER -> rule("out", from(peer, true), from(ue, false));
        };
    }

    private String rule(String direction, String from, String to) {
        return "permit " + direction + ' ' + carried.protocol + " from " + from + " to " + to;
    }

    private static String from(Endpoint end, boolean withPort) {
        return withPort ? end.host() + " " + end.port() : end.host();
    }
}
