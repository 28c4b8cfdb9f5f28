package io.carillon.sbc.pcscf;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.proxy.Routes;
import io.carillon.sip.transport.Hop;

/** Requests inside a call that this node sends in the place of one of its sides (TS 24.229 §5.2.8.1.2). */
public final class StandIn {
    private final Border border;

    public StandIn(Border border) {
        this.border = border;
    }

    /** A request on its way out. */
    record Outgoing(SipRequest request, Hop hop, String listener) {}

    RequestEdit toPhone(Talk talk, String method, long sequence) {
        return request(talk, method, talk.phoneTarget(), sequence)
                .append(HeaderName.FROM, talk.far())
                .append(HeaderName.TO, talk.phone());
    }

    /** @throws SipFailure if there is no way to the other side */
    RequestEdit toFar(CallFacts facts, Talk talk, String method, long sequence) {
        return request(talk, method, talk.farTarget(), sequence)
                .append(HeaderName.FROM, talk.phone())
                .append(HeaderName.TO, talk.far())
                .setAll(HeaderName.ROUTE, facts.route(talk.farTag()))
                .set(HeaderName.P_ASSERTED_IDENTITY, "<" + facts.identity() + ">");
    }

    private static RequestEdit request(Talk talk, String method, String target, long sequence) {
        return SipRequest.create(method, target)
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.CALL_ID, talk.callId())
                .append(HeaderName.CSEQ, sequence + " " + method);
    }

    Outgoing outgoing(CallFacts facts, SipRequest request, boolean atPhone) {
        if (atPhone) {
            var phone = FlowToken.way(facts.flow());
            return new Outgoing(request, phone.hop(), phone.listener());
        }
        var hops = border.stack().locator().locateInDialog(Routes.next(request));
        if (hops.isEmpty()) {
            throw new SipFailure(504, "No Way On");
        }
        return new Outgoing(request, hops.getFirst(), Border.CORE);
    }
}
