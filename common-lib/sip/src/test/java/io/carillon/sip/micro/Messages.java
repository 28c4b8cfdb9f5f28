package io.carillon.sip.micro;

import java.nio.charset.StandardCharsets;

/** An INVITE of a VoLTE phone and its answer. */
final class Messages {
    private static final String SESSION = """
            v=0
            o=- 4021886001 4021886001 IN IP4 192.0.2.7
            s=-
            c=IN IP4 192.0.2.7
            b=AS:49
            t=0 0
            m=audio 50010 RTP/AVP 107 106 104 101
            a=rtpmap:107 EVS/16000/1
            a=fmtp:107 br=5.9-24.4;bw=nb-swb;mode-set=0,1,2
            a=rtpmap:106 AMR-WB/16000/1
            a=fmtp:106 octet-align=1;mode-change-capability=2;max-red=0
            a=rtpmap:104 AMR/8000/1
            a=rtpmap:101 telephone-event/16000
            a=curr:qos local none
            a=curr:qos remote none
            a=des:qos mandatory local sendrecv
            a=des:qos optional remote sendrecv
            a=sendrecv
            a=ptime:20
            """;

    static final byte[] INVITE = message("""
            INVITE sip:u000002@192.0.2.8:5090 SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.7:5070;rport;branch=z9hG4bK1f-2a-1
            Max-Forwards: 70
            From: <sip:u000001@ims.test>;tag=f2a
            To: <sip:u000002@ims.test>
            Call-ID: c1f-2-2a@bench
            CSeq: 1 INVITE
            Contact: <sip:u000001@192.0.2.7:5070>;+g.3gpp.icsi-ref="urn%3Aurn-7%3A3gpp-service.ims.icsi.mmtel"
            P-Preferred-Identity: <sip:u000001@ims.test>
            P-Access-Network-Info: 3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=0010100010000b01
            P-Early-Media: supported
            Accept-Contact: *;+g.3gpp.icsi-ref="urn%3Aurn-7%3A3gpp-service.ims.icsi.mmtel"
            P-Preferred-Service: urn:urn-7:3gpp-service.ims.icsi.mmtel
            Supported: 100rel, timer, precondition, path, gruu
            Allow: INVITE, ACK, CANCEL, BYE, UPDATE, PRACK, MESSAGE, REFER, NOTIFY, INFO, OPTIONS
            Accept: application/sdp, application/3gpp-ims+xml
            Session-Expires: 1800;refresher=uac
            Min-SE: 90
            User-Agent: Phone/1.0 VoLTE
            """);

    static final byte[] OK = message("""
            SIP/2.0 200 OK
            Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK0123456789abcdef;rport=5060;received=192.0.2.1
            Via: SIP/2.0/UDP 192.0.2.7:5070;rport=40000;branch=z9hG4bK1f-2a-1;received=192.0.2.7
            Record-Route: <sip:192.0.2.1:5060;lr>
            From: <sip:u000001@ims.test>;tag=f2a
            To: <sip:u000002@ims.test>;tag=called
            Call-ID: c1f-2-2a@bench
            CSeq: 1 INVITE
            Contact: <sip:called@192.0.2.8:5090>
            """);

    private Messages() {}

    private static byte[] message(String head) {
        var whole = head + "Content-Type: application/sdp\nContent-Length: "
                + (SESSION.length() + SESSION.lines().count()) + "\n\n" + SESSION;
        return whole.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
