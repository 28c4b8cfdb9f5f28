package io.carillon.im.delivery;

import io.carillon.identity.SipUri;
import io.carillon.im.store.Kind;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.proxy.Routes;
import io.carillon.sip.transaction.SipStack;
import java.util.List;
import java.util.function.Function;

/** Sends MESSAGEs of our own into the network (RFC 3428 §4, TS 24.229 §5.7.3). */
public final class Dispatch implements Carrier {
    private static final String LISTENER = "core";
    /** RFC 3323 §4.1.1.3. */
    private static final String ANONYMOUS = "sip:anonymous@anonymous.invalid";

    private final SipStack stack;
    private final String icscf;
    private final String serviceCentre;
    private final Function<Pending, byte[]> relayed;

    /**
     * @param serviceCentre its public service identity
     * @param relayed the body of a short message's attempt: its TPDU in RP-DATA
     */
    public Dispatch(SipStack stack, String homeDomain, String serviceCentre, Function<Pending, byte[]> relayed) {
        this.stack = stack;
        this.icscf = "<" + SipUri.of("icscf." + homeDomain).withParam("lr") + ">";
        this.serviceCentre = serviceCentre;
        this.relayed = relayed;
    }

    /** By the I-CSCF, which finds the recipient's S-CSCF. */
    @Override
    public Answer send(Pending attempt) {
        return send(attempt, List.of(icscf));
    }

    /** By this route: back to the S-CSCF that asked us. */
    public Answer send(Pending attempt, List<String> route) {
        var from = attempt.anonymous() ? ANONYMOUS : attempt.originator();
        var edit = message(attempt.recipient(), from, attempt.ticket().callId(), attempt.icid())
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + attempt.originator() + ">")
                .append(HeaderName.CSEQ, attempt.progress().attempts() + " " + Method.MESSAGE);
        if (attempt.anonymous()) {
            edit.append(HeaderName.PRIVACY, "id");
        }
        route.forEach(each -> edit.append(HeaderName.ROUTE, each));
        if (attempt.kind() == Kind.TEXT || attempt.kind() == Kind.NOTICE) {
            edit.body(attempt.contentType(), attempt.body());
        } else {
            // TS 24.341 §5.3.3.4.2: to one device, one that takes short messages.
            edit.append(HeaderName.REQUEST_DISPOSITION, "no-fork")
                    .append(HeaderName.ACCEPT_CONTACT, "*;+g.3gpp.smsip")
                    .body(attempt.contentType(), relayed.apply(attempt));
        }
        return Answer.ofPhone(attempt, ask(edit.build()).status());
    }

    /** A relay layer answer to a phone (TS 24.341 §5.3.3.4.3): a new request that names the one it answers. */
    public SipResponse answer(String user, String inReplyTo, String callId, String icid, byte[] body) {
        return ask(message(user, serviceCentre, callId, icid)
                .append(HeaderName.CSEQ, "1 " + Method.MESSAGE)
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + serviceCentre + ">")
                .append(HeaderName.ROUTE, icscf)
                .append(HeaderName.IN_REPLY_TO, inReplyTo)
                .append(HeaderName.REQUEST_DISPOSITION, "no-fork")
                .body("application/vnd.3gpp.sms", body)
                .build());
    }

    private RequestEdit message(String recipient, String from, String callId, String icid) {
        var edit = SipRequest.create(Method.MESSAGE, recipient)
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<" + from + ">;tag=" + ResponseEdit.newTag())
                .append(HeaderName.TO, "<" + recipient + ">")
                .append(HeaderName.CALL_ID, callId);
        // The submission's own: one look at the trace or at the records shows both halves.
        return icid.isEmpty() ? edit : edit.append(HeaderName.P_CHARGING_VECTOR, "icid-value=\"" + icid + "\"");
    }

    private SipResponse ask(SipRequest request) {
        return stack.client(LISTENER).askOnce(request, stack.locator().locate(Routes.next(request)));
    }
}
