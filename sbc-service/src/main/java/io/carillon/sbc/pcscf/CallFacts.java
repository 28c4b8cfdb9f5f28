package io.carillon.sbc.pcscf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call as the P-CSCF must know it when its later requests come, to whichever node (TS 24.229 §5.2.6.3.3,
 * §5.2.6.4.3: what is saved of the initial request and its responses).
 *
 * @param flow token of our phone's flow
 * @param device the phone's {@code +sip.instance}, empty if it has none
 * @param identity what is asserted for our phone
 * @param icid charging identifier of the call, without quotes
 * @param routes for each dialog, by the far side's tag, the way of the phone's requests beyond this node
 * @param relay the media relay, empty while there is none
 * @param offerer tag under which the relay knows the call
 * @param pendingOffer an offer of a response, as the phone sees it, that waits for its answer in ACK or PRACK
 * @param policySession Rx session, empty if there is none
 * @param talk what both sides know of the dialog, null before the call is answered
 */
public record CallFacts(
        String flow,
        String device,
        String identity,
        String icid,
        Map<String, List<String>> routes,
        String relay,
        String offerer,
        String pendingOffer,
        String policySession,
        @Nullable Talk talk) {
    public CallFacts {
        routes = Map.copyOf(routes);
    }

    static CallFacts of(String flow, String device, String identity, String icid) {
        return new CallFacts(flow, device, identity, icid, Map.of(), "", "", "", "", null);
    }

    CallFacts movedTo(String newFlow) {
        return new CallFacts(
                newFlow, device, identity, icid, routes, relay, offerer, pendingOffer, policySession, talk);
    }

    CallFacts routed(String farTag, List<String> route) {
        var more = new HashMap<>(routes);
        more.put(farTag, List.copyOf(route));
        return new CallFacts(flow, device, identity, icid, more, relay, offerer, pendingOffer, policySession, talk);
    }

    CallFacts anchored(String holder, String newOfferer) {
        return new CallFacts(
                flow, device, identity, icid, routes, holder, newOfferer, pendingOffer, policySession, talk);
    }

    CallFacts offered(String sdp) {
        return new CallFacts(flow, device, identity, icid, routes, relay, offerer, sdp, policySession, talk);
    }

    CallFacts authorized(String session) {
        return new CallFacts(flow, device, identity, icid, routes, relay, offerer, pendingOffer, session, talk);
    }

    CallFacts talking(Talk changed) {
        return new CallFacts(
                flow, device, identity, icid, routes, relay, offerer, pendingOffer, policySession, changed);
    }

    boolean holdsMedia() {
        return !relay.isEmpty() || !policySession.isEmpty();
    }
}
