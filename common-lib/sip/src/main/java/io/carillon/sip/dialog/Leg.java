package io.carillon.sip.dialog;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.message.Uris;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Hop;
import java.util.List;

/** Sending inside of a dialog from one listening point; locating the next hop may wait. */
record Leg(SipStack stack, String listener) {
    private static final Exchange.Hearer NOBODY = (exchange, response) -> {};

    List<Hop> hops(Dialog dialog) {
        return stack.locator().locateInDialog(dialog.nextHop());
    }

    /** The hops for a request outside of a dialog. @throws SipParseException 416 if it has neither Route nor SIP URI */
    List<Hop> hops(SipRequest request) {
        var route = request.first(HeaderName.ROUTE);
        return stack.locator()
                .locate(route.isPresent() ? NameAddr.parse(route.get()).sipUri() : Uris.sip(request.uri()));
    }

    Exchange send(Dialog dialog, SipRequest request, Exchange.Hearer hearer) {
        return new Exchange(stack, request, listener, hops(dialog), hearer).send();
    }

    void ack(Dialog dialog, SipRequest ack) {
        var hops = hops(dialog);
        if (!hops.isEmpty()) {
            stack.sendAck(ack, hops.getFirst(), listener);
        }
    }

    /** Nobody waits for the response to this BYE. */
    void bye(Dialog dialog, String reason) {
        var bye = dialog.request(Method.BYE);
        if (!reason.isEmpty()) {
            bye.append(HeaderName.REASON, reason);
        }
        send(dialog, bye.build(), NOBODY);
    }

    /** Takes an answer that comes too late or too many: ACK, then BYE (RFC 3261 §13.2.2.4, §15). */
    void dismiss(SipRequest invite, SipResponse answer) {
        var dialog = Dialog.uac(invite, answer);
        ack(dialog, dialog.ack(invite.cseq().number()).build());
        bye(dialog, "");
    }
}
