package io.carillon.sip.dialog;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;

/**
 * Which header fields pass a back-to-back user agent: all but those that belong to one side. Session timers, offers and
 * answers, 100rel, identities and charging vectors go through as they are, unknown fields byte for byte.
 */
final class HeaderPolicy {
    private HeaderPolicy() {}

    /** A received request, ready to be stamped with the other side's dialog. */
    static RequestEdit request(SipRequest received) {
        return received.edit()
                .remove(HeaderName.VIA)
                .remove(HeaderName.ROUTE)
                .remove(HeaderName.RECORD_ROUTE)
                .remove(HeaderName.CONTACT)
                .remove(HeaderName.PROXY_AUTHORIZATION)
                .set(HeaderName.MAX_FORWARDS, Math.max(received.maxForwards() - 1, 0)); // RFC 7332 §4: loops end
    }

    /**
     * A received response as the answer to another request.
     *
     * @param request the request that is answered
     * @param localTag our tag in its dialog
     * @param contact our Contact, written where the response makes or refreshes a dialog
     */
    static ResponseEdit response(SipRequest request, SipResponse received, String localTag, String contact) {
        var edit = received.edit()
                .setAll(HeaderName.VIA, request.all(HeaderName.VIA))
                .setAll(
                        HeaderName.RECORD_ROUTE,
                        makesDialog(request, received) ? request.all(HeaderName.RECORD_ROUTE) : java.util.List.of())
                .set(HeaderName.FROM, request.first(HeaderName.FROM).orElse(""))
                .set(HeaderName.TO, request.first(HeaderName.TO).orElse(""))
                .set(HeaderName.CALL_ID, request.callId())
                .set(HeaderName.CSEQ, request.cseq())
                .toTag(localTag);
        if (received.status() == 503) {
            edit.status(500, "Server Internal Error"); // it is the other side that is overloaded, not this node
        }
        if (received.status() < 300) {
            edit.remove(HeaderName.CONTACT);
            if (request.is(Method.INVITE) || request.is(Method.UPDATE)) {
                edit.set(HeaderName.CONTACT, contact);
            }
        }
        return edit;
    }

    private static boolean makesDialog(SipRequest request, SipResponse received) {
        return received.status() > 100 && received.status() < 300 && request.is(Method.INVITE) && !request.inDialog();
    }
}
