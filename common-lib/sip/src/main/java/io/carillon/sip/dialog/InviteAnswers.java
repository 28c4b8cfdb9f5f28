package io.carillon.sip.dialog;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The caller's memory: which answers it acknowledged, and which reliable provisional responses it has seen. */
final class InviteAnswers {
    private final Leg leg;
    private final SipRequest invite;
    /** Dialogs by the called side's tag: an INVITE may be forked on its way. */
    private final Map<String, Dialog> forks = new ConcurrentHashMap<>();

    private final Map<Integer, SipRequest> acks = new ConcurrentHashMap<>();
    private final Map<String, Integer> lastRseq = new ConcurrentHashMap<>();

    InviteAnswers(Leg leg, SipRequest invite) {
        this.leg = leg;
        this.invite = invite;
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

    /** The dialog that a response to the INVITE belongs to. */
    Dialog dialog(SipResponse response) {
        var dialog = forks.computeIfAbsent(response.toTag().orElse(""), ignored -> Dialog.uac(invite, response));
        dialog.early(response);
        return dialog;
    }

    /**
     * Acknowledges a reliable provisional response with PRACK; false if it is no news: a repetition, or one that came
     * before another that is missing (RFC 3262 §4).
     */
    boolean acknowledgeProvisional(Dialog early, SipResponse response) {
        int rseq = response.number(HeaderName.RSEQ).orElse(0);
        var key = response.cseq() + response.toTag().orElse("");
        var last = lastRseq.get(key);
        if (last != null && rseq != last + 1) {
            return false;
        }
        lastRseq.put(key, rseq);
        var prack = early.request(Method.PRACK)
                .append(HeaderName.RACK, rseq + " " + response.cseq())
                .build();
        Thread.ofVirtual().start(() -> leg.send(early, prack, (exchange, ignored) -> {}));
        return true;
    }
}
