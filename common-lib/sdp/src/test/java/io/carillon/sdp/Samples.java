package io.carillon.sdp;

/** Descriptions as phones and browsers write them. */
final class Samples {
    static final String VOLTE_OFFER_NAME = "volte offer";
    static final String VOLTE_ANSWER_NAME = "volte answer";
    static final String BROWSER_OFFER_NAME = "browser offer";

    private Samples() {}

    static String named(String name) {
        return switch (name) {
            case VOLTE_OFFER_NAME -> VOLTE_OFFER;
            case VOLTE_ANSWER_NAME -> VOLTE_ANSWER;
            default -> BROWSER_OFFER;
        };
    }

    /** A VoLTE phone's offer: AMR-WB and AMR in both packings, preconditions, RS/RR. */
    static final String VOLTE_OFFER = """
            v=0
            o=- 1628 1628 IN IP4 10.45.0.2
            s=-
            i=-
            c=IN IP4 10.45.0.2
            b=AS:41
            b=RS:600
            b=RR:2000
            t=0 0
            m=audio 50010 RTP/AVP 104 102 101
            b=AS:41
            b=RS:600
            b=RR:2000
            a=rtpmap:104 AMR-WB/16000/1
            a=fmtp:104 mode-change-capability=2;max-red=0
            a=rtpmap:102 AMR/8000/1
            a=fmtp:102 octet-align=1;mode-change-capability=2;max-red=0
            a=rtpmap:101 telephone-event/16000
            a=fmtp:101 0-15
            a=curr:qos local none
            a=curr:qos remote none
            a=des:qos mandatory local sendrecv
            a=des:qos optional remote sendrecv
            a=sendrecv
            a=rtcp:50011
            a=ptime:20
            a=maxptime:240
            """.replace("\n", "\r\n");

    static final String VOLTE_ANSWER = """
            v=0
            o=- 7 7 IN IP4 10.45.0.3
            s=-
            c=IN IP4 10.45.0.3
            t=0 0
            m=audio 40020 RTP/AVP 104 101
            b=AS:38
            a=rtpmap:104 AMR-WB/16000/1
            a=rtpmap:101 telephone-event/16000
            a=recvonly
            """.replace("\n", "\r\n");

    /** Odd but legal: session attributes, unknown types, ICE, IPv6, two lines. */
    static final String BROWSER_OFFER = """
            v=0
            o=jdoe 18446744073709551617 2 IN IP6 2001:db8::1
            s=Caf\u00e9
            x=an unknown line
            c=IN IP6 2001:db8::1
            t=0 0
            a=group:BUNDLE 0 1
            a=inactive
            m=audio 9 UDP/TLS/RTP/SAVPF 111 0
            a=candidate:1 1 UDP 2130706431 2001:db8::1 9 typ host
            a=ice-ufrag:F7gI
            a=rtpmap:111 opus/48000/2
            a=rtcp-mux
            m=video 5006/2 RTP/AVP 31
            a=sendonly
            a=rtcp:53020 IN IP4 126.16.64.4
            """.replace("\n", "\r\n");
}
