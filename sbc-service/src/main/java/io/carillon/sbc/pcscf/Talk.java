package io.carillon.sbc.pcscf;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;

/**
 * An answered call as its two sides know it: what the P-CSCF needs to end it in their place (TS 24.229 §5.2.8.1.2).
 *
 * @param phone our phone's side, as in From or To, with its tag
 * @param far the other side
 * @param phoneTarget Contact of our phone
 * @param phoneSequence the last CSeq seen from our phone
 */
public record Talk(
        String callId,
        String phone,
        String far,
        String phoneTarget,
        String farTarget,
        long phoneSequence,
        long farSequence) {
    /** The dialog that this 2xx to INVITE makes. */
    static Talk of(SipRequest invite, SipResponse answer, boolean fromPhone) {
        var caller = answer.first(HeaderName.FROM).orElse("");
        var called = answer.first(HeaderName.TO).orElse("");
        var callersTarget =
                invite.address(HeaderName.CONTACT).map(NameAddr::uri).orElse("");
        var calledTarget = answer.address(HeaderName.CONTACT).map(NameAddr::uri).orElse("");
        long sequence = invite.cseq().number();
        return fromPhone
                ? new Talk(invite.callId(), caller, called, callersTarget, calledTarget, sequence, 0)
                : new Talk(invite.callId(), called, caller, calledTarget, callersTarget, 0, sequence);
    }

    /** The same two sides, whatever has moved since. */
    boolean isSame(Talk other) {
        return tag(phone).equals(tag(other.phone)) && tag(far).equals(tag(other.far));
    }

    private static String tag(String side) {
        return NameAddr.parse(side).tag().orElse("");
    }

    /** A later request that may move its sender's target (RFC 3261 §12.2). */
    Talk after(SipRequest request, boolean fromPhone) {
        long sequence = request.cseq().number();
        var target = request.address(HeaderName.CONTACT).map(NameAddr::uri);
        return fromPhone
                ? new Talk(callId, phone, far, target.orElse(phoneTarget), farTarget, sequence, farSequence)
                : new Talk(callId, phone, far, phoneTarget, target.orElse(farTarget), phoneSequence, sequence);
    }
}
