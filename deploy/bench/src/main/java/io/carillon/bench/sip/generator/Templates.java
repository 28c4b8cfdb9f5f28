package io.carillon.bench.sip.generator;

/** The parts of a VoLTE phone's messages that do not change: an INVITE comes to about 1,700 bytes. */
final class Templates {
    /** Nobody sends media there; a border would refuse a phone that wants them in loopback. */
    private static final String MEDIA = "192.0.2.10";

    private static final String OFFER = String.join(
            "\r\n",
            "v=0",
            "o=- 4021886001 4021886001 IN IP4 " + MEDIA,
            "s=-",
            "c=IN IP4 " + MEDIA,
            "b=AS:49",
            "b=RS:600",
            "b=RR:2000",
            "t=0 0",
            "m=audio 50010 RTP/AVP 107 106 105 104 8 0 101 100",
            "b=AS:49",
            "a=rtpmap:107 EVS/16000/1",
            "a=fmtp:107 br=5.9-24.4;bw=nb-swb;mode-set=0,1,2",
            "a=rtpmap:106 AMR-WB/16000/1",
            "a=fmtp:106 octet-align=1;mode-change-capability=2;max-red=0",
            "a=rtpmap:105 AMR-WB/16000/1",
            "a=fmtp:105 mode-change-capability=2;max-red=0",
            "a=rtpmap:104 AMR/8000/1",
            "a=fmtp:104 mode-change-capability=2;max-red=0",
            "a=rtpmap:8 PCMA/8000",
            "a=rtpmap:0 PCMU/8000",
            "a=rtpmap:101 telephone-event/16000",
            "a=fmtp:101 0-15",
            "a=rtpmap:100 telephone-event/8000",
            "a=fmtp:100 0-15",
            "a=curr:qos local none",
            "a=curr:qos remote none",
            "a=des:qos mandatory local sendrecv",
            "a=des:qos optional remote sendrecv",
            "a=sendrecv",
            "a=ptime:20",
            "a=maxptime:240",
            "");

    private static final String FEATURE = "+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.mmtel\"";

    /** Content-Type, Content-Length and the session description. */
    static final byte[] SESSION =
            Text.ascii("Content-Type: application/sdp\r\nContent-Length: " + OFFER.length() + "\r\n\r\n" + OFFER);

    static final byte[] CONTACT_END = Text.ascii(">;" + FEATURE + "\r\n");

    static final byte[] REGISTER_CONTACT_END = Text.ascii(">;" + FEATURE + ";expires=3600\r\n");

    static final byte[] CALL_HEADERS = Text.ascii(String.join(
            "\r\n",
            "P-Access-Network-Info: 3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=0010100010000b01",
            "P-Early-Media: supported",
            "Accept-Contact: *;" + FEATURE,
            "P-Preferred-Service: urn:urn-7:3gpp-service.ims.icsi.mmtel",
            "Supported: 100rel, timer, precondition, path, gruu",
            "Allow: INVITE, ACK, CANCEL, BYE, UPDATE, PRACK, MESSAGE, REFER, NOTIFY, INFO, OPTIONS",
            "Accept: application/sdp, application/3gpp-ims+xml",
            "Session-Expires: 1800;refresher=uac",
            "Min-SE: 90",
            "User-Agent: Phone/1.0 VoLTE",
            ""));

    static final byte[] REGISTER_HEADERS = Text.ascii(String.join(
            "\r\n",
            "P-Access-Network-Info: 3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=0010100010000b01",
            "Supported: path, gruu",
            "User-Agent: Phone/1.0 VoLTE",
            ""));

    private static final String WORDS =
            "A text of one hundred and sixty characters, as long as a short message may be in one piece: it goes from one"
                    + " phone to another one and is read there, with luck, soon.";

    static final byte[] MESSAGE_END = Text.ascii("P-Access-Network-Info: 3GPP-E-UTRAN-FDD;"
            + "utran-cell-id-3gpp=0010100010000b01\r\nAccept-Contact: *;+g.3gpp.smsip\r\nContent-Type: text/plain\r\n"
            + "Content-Length: " + WORDS.length() + "\r\n\r\n" + WORDS);

    /** As far as the value of Content-Length. */
    static final byte[] SHORT_MESSAGE = Text.ascii("P-Access-Network-Info: 3GPP-E-UTRAN-FDD;"
            + "utran-cell-id-3gpp=0010100010000b01\r\nContent-Type: application/vnd.3gpp.sms\r\nContent-Length: ");

    private Templates() {}
}
