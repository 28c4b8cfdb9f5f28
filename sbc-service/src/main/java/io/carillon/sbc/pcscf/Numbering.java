package io.carillon.sbc.pcscf;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import org.jspecify.annotations.Nullable;

/**
 * Requests of our own inside a call have used up numbers that its other side knows nothing of: what that side sends from
 * then on is numbered higher where it arrives (RFC 3261 §12.2.1.1: CSeq increases by one side's count).
 */
final class Numbering {
    private Numbering() {}

    static SipRequest request(SipRequest request, @Nullable Talk talk, boolean fromPhone) {
        long shift = talk == null ? 0 : talk.shift(fromPhone);
        if (shift == 0) {
            return request;
        }
        var edit = request.edit().set(HeaderName.CSEQ, request.cseq().number() + shift + " " + request.method());
        if (request.is(Method.PRACK)) {
            request.first(HeaderName.RACK).ifPresent(rack -> edit.set(HeaderName.RACK, acknowledging(rack, shift)));
        }
        return edit.build();
    }

    /** The INVITE whose response a PRACK acknowledges went the same way (RFC 3262 §7.2). */
    private static String acknowledging(String rack, long shift) {
        var parts = rack.strip().split("\\s+");
        return parts.length == 3 ? parts[0] + " " + (Long.parseLong(parts[1]) + shift) + " " + parts[2] : rack;
    }

    /** A response as who sent the request knows it. */
    static SipResponse response(SipResponse response, SipRequest request) {
        return response.cseq().number() == request.cseq().number()
                ? response
                : response.edit().set(HeaderName.CSEQ, request.cseq()).build();
    }
}
