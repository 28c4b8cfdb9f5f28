package io.carillon.sbc.pcscf;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;

/**
 * An answered call as its two sides know it: what the P-CSCF needs to speak or to end it in their place
 * (TS 24.229 §5.2.8.1.2).
 *
 * @param phone our phone's side, as in From or To, with its tag
 * @param far the other side
 * @param phoneTarget Contact of our phone
 * @param phoneSequence the last CSeq seen from our phone
 * @param toPhone what our own requests to the phone have added to the CSeq of all that follow
 * @param toFar the same of those to the other side
 */
public record Talk(
        String callId,
        String phone,
        String far,
        String phoneTarget,
        String farTarget,
        long phoneSequence,
        long farSequence,
        long toPhone,
        long toFar,
        Refreshment refreshment) {
    /** Above the last CSeq seen: a side's INFO or MESSAGE is not written down. */
    private static final long ROOM = 1_000;

    /** The dialog that this 2xx to INVITE makes. @param callersTarget as {@link #target} tells it of the INVITE */
    static Talk of(String callersTarget, SipResponse answer, boolean fromPhone) {
        var callId = answer.callId();
        var caller = answer.first(HeaderName.FROM).orElse("");
        var called = answer.first(HeaderName.TO).orElse("");
        var calledTarget = target(answer);
        long sequence = answer.cseq().number();
        var none = Refreshment.NONE;
        return fromPhone
                ? new Talk(callId, caller, called, callersTarget, calledTarget, sequence, 0, 0, 0, none)
                : new Talk(callId, called, caller, calledTarget, callersTarget, 0, sequence, 0, 0, none);
    }

    /** Where the sender of this wants to be reached, empty if it does not say. */
    static String target(SipMessage message) {
        return message.address(HeaderName.CONTACT).map(NameAddr::uri).orElse("");
    }

    String farTag() {
        return tag(far);
    }

    private static String tag(String side) {
        return NameAddr.parse(side).tag().orElse("");
    }

    /** A later request that may move its sender's target (RFC 3261 §12.2). */
    Talk after(SipRequest request, boolean fromPhone) {
        long sequence = request.cseq().number();
        var target = request.address(HeaderName.CONTACT).map(NameAddr::uri);
        return new Talk(
                callId,
                phone,
                far,
                fromPhone ? target.orElse(phoneTarget) : phoneTarget,
                fromPhone ? farTarget : target.orElse(farTarget),
                fromPhone ? sequence : phoneSequence,
                fromPhone ? farSequence : sequence,
                toPhone,
                toFar,
                refreshment);
    }

    /** A 2xx may move the target of who answered. */
    Talk answeredBy(boolean byPhone, SipResponse answer) {
        var target = answer.address(HeaderName.CONTACT).map(NameAddr::uri);
        return new Talk(
                callId,
                phone,
                far,
                byPhone ? target.orElse(phoneTarget) : phoneTarget,
                byPhone ? farTarget : target.orElse(farTarget),
                phoneSequence,
                farSequence,
                toPhone,
                toFar,
                refreshment);
    }

    Talk refreshed(Refreshment changed) {
        return new Talk(
                callId, phone, far, phoneTarget, farTarget, phoneSequence, farSequence, toPhone, toFar, changed);
    }

    /** With room for a request of our own to one side: all that its peer sends from now on comes after it. */
    Talk interposed(boolean atPhone) {
        return new Talk(
                callId,
                phone,
                far,
                phoneTarget,
                farTarget,
                phoneSequence,
                farSequence,
                atPhone ? toPhone + ROOM : toPhone,
                atPhone ? toFar : toFar + ROOM,
                refreshment);
    }

    /** The CSeq of that request. */
    long interposedSequence(boolean atPhone) {
        return atPhone ? farSequence + toPhone : phoneSequence + toFar;
    }

    /** How much later the requests of this side are numbered where they arrive. */
    long shift(boolean fromPhone) {
        return fromPhone ? toFar : toPhone;
    }
}
