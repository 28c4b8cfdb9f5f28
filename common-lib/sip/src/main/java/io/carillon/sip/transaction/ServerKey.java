package io.carillon.sip.transaction;

import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.Via;

/** What a request is matched to its server transaction by (RFC 3261 §17.2.3). */
final class ServerKey {
    private ServerKey() {}

    /** Branch, sent-by and method; an ACK has the key of its INVITE. */
    static String of(SipRequest request) {
        return of(request, request.is(Method.ACK) ? Method.INVITE : request.method());
    }

    static String ofCancelled(SipRequest cancel) {
        return of(cancel, Method.INVITE);
    }

    private static String of(SipRequest request, String method) {
        var via = request.via();
        return via.isMagic() ? via.key(method) : rfc2543(request, request.topVia(), method);
    }

    /** Clients older than RFC 3261 have no unique branch: URI, From tag, Call-ID, CSeq number and top Via count. */
    private static String rfc2543(SipRequest request, Via via, String method) {
        return String.join(
                " ",
                request.uri(),
                request.fromTag().orElse(""),
                request.callId(),
                Integer.toString(request.cseq().number()),
                via.sentBy(),
                via.branch().orElse(""),
                method);
    }
}
