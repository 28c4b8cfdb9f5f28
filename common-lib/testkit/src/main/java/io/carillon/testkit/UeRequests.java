package io.carillon.testkit;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transport.Transport;
import java.util.UUID;
import java.util.function.Consumer;

/** Requests with the headers that a VoLTE phone sends (TS 24.229 §5.1.1.2, §5.1.2A.1, GSMA IR.92 §2.2). */
final class UeRequests {
    static final String ALLOW = "INVITE, ACK, CANCEL, BYE, PRACK, UPDATE, INFO, MESSAGE, OPTIONS";
    private static final String MMTEL = "urn:urn-7:3gpp-service.ims.icsi.mmtel";
    private static final String MMTEL_TAG = "+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.mmtel\"";

    private final UeSettings settings;
    private final String sentBy;
    private final String registerCallId = UUID.randomUUID().toString();
    private int registerCseq;

    /** @param sentBy host:port where the phone listens */
    UeRequests(UeSettings settings, String sentBy) {
        this.settings = settings;
        this.sentBy = sentBy;
    }

    private String contactUri() {
        var impu = settings.impus().getFirst();
        int at = impu.indexOf('@');
        var user = impu.substring(impu.indexOf(':') + 1, at < 0 ? impu.length() : at);
        var uri = "sip:" + user + "@" + sentBy;
        return settings.transport() == Transport.UDP
                ? uri
                : uri + ";transport=" + settings.transport().parameter();
    }

    /** Reachable over its own connection only, which it keeps open (RFC 5626, RFC 7118 §5.3). */
    private boolean outbound() {
        return switch (settings.transport()) {
            case TLS, WS, WSS -> true;
            case UDP, TCP -> false;
        };
    }

    /** The Contact value in dialogs. */
    String contact() {
        return "<" + contactUri() + ">;" + MMTEL_TAG;
    }

    synchronized SipRequest register(String authorization, long expires, Consumer<RequestEdit> more) {
        var uri = "sip:" + settings.home();
        var impu = settings.impus().getFirst();
        var contact = "<" + contactUri() + ">;+sip.instance=\"<urn:gsma:imei:" + settings.imei() + ">\""
                + (outbound() ? ";reg-id=1;" : ";") + MMTEL_TAG + ";+g.3gpp.smsip;expires=" + expires;
        var register = SipRequest.create(Method.REGISTER, uri)
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<" + impu + ">;tag=" + ResponseEdit.newTag())
                .append(HeaderName.TO, "<" + impu + ">")
                .append(HeaderName.CALL_ID, registerCallId)
                .append(HeaderName.CSEQ, ++registerCseq + " " + Method.REGISTER)
                .append(HeaderName.CONTACT, contact)
                .append(HeaderName.EXPIRES, expires)
                .append(HeaderName.AUTHORIZATION, authorization)
                .append(HeaderName.SUPPORTED, outbound() ? "path, outbound, 100rel, timer" : "path, 100rel, timer")
                .append(HeaderName.ALLOW, ALLOW)
                .append(HeaderName.P_ACCESS_NETWORK_INFO, settings.access())
                .append(HeaderName.USER_AGENT, "Carillon-UE");
        more.accept(register);
        return register.build();
    }

    /** A request outside of a dialog, on the route that the registration gave (§5.1.2A.1.1). */
    RequestEdit outside(String method, String target, Registration registration) {
        var impu = settings.impus().getFirst();
        var edit = SipRequest.create(method, target)
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<" + impu + ">;tag=" + ResponseEdit.newTag())
                .append(HeaderName.TO, "<" + target + ">")
                .append(HeaderName.CALL_ID, UUID.randomUUID())
                .append(HeaderName.CSEQ, "1 " + method)
                .append(HeaderName.P_PREFERRED_IDENTITY, "<" + impu + ">")
                .append(HeaderName.P_ACCESS_NETWORK_INFO, settings.access())
                .append(HeaderName.USER_AGENT, "Carillon-UE");
        for (var route : registration.serviceRoute()) {
            edit.append(HeaderName.ROUTE, route);
        }
        return edit;
    }

    SipRequest invite(String target, String offer, Registration registration) {
        return outside(Method.INVITE, target, registration)
                .append(HeaderName.SUPPORTED, settings.reliable() ? "100rel, timer" : "timer")
                .append(HeaderName.ALLOW, ALLOW)
                .append(HeaderName.P_PREFERRED_SERVICE, MMTEL)
                .append(HeaderName.ACCEPT_CONTACT, "*;" + MMTEL_TAG)
                .append(HeaderName.P_EARLY_MEDIA, "supported")
                .append(HeaderName.ACCEPT, "application/sdp")
                .body("application/sdp", offer)
                .build();
    }
}
