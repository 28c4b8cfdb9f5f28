package io.carillon.sdp.ng;

/** Datagrams as the rtpengine module of a well-known SIP server writes them. */
final class NgVectors {
    private NgVectors() {}

    static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n" + "m=audio 4000 RTP/AVP 8\r\n";

    /** {@code rtpengine_offer("trust-address replace-origin ICE=remove")}. */
    static final String KAMAILIO_OFFER = "10391_42 d"
            + "3:sdp" + SDP.length() + ":" + SDP
            + "3:ICE6:remove"
            + "5:flagsl13:trust-addresse"
            + "7:replacel6:origine"
            + "7:call-id14:a84b4c76e66710"
            + "13:received-froml3:IP49:192.0.2.1e"
            + "8:from-tag10:1928301774"
            + "7:command5:offer"
            + "e";
}
