package io.carillon.sip.dialog;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The caller's memory: which answers it acknowledged, and which reliable provisional responses it has seen. */
final class InviteAnswers {
    private final Leg leg;
    private final Map<Integer, SipRequest> acks = new ConcurrentHashMap<>();
    private final Map<String, Integer> lastRseq = new ConcurrentHashMap<>();

    InviteAnswers(Leg leg) {
        this.leg = leg;
    }

    /** Sends the ACK, the same again for a repeated 2xx (§13.2.2.4); true the first time. */
    synchronized boolean acknowledge(Dialog dialog, SipResponse answer, Optional<String> sdp) {
        int cseq = answer.cseq().number();
        var known = acks.get(cseq);
        if (known != null) {
            leg.ack(dialog, known);
            return false;
        }
        var edit = dialog.ack(cseq);
        sdp.ifPresent(body -> edit.body("application/sdp", body));
        var ack = edit.build();
        acks.put(cseq, ack);
        leg.ack(dialog, ack);
        return true;
    }

    /** True if this is the next of the reliable responses to its INVITE: not a repetition, none missing (RFC 3262 §4). */
    boolean isNewProvisional(SipResponse response) {
        int rseq = response.number(HeaderName.RSEQ).orElse(0);
        var dialog = response.cseq() + response.toTag().orElse("");
        var last = lastRseq.get(dialog);
        if (last != null && rseq != last + 1) {
            return false;
        }
        lastRseq.put(dialog, rseq);
        return true;
    }
}
