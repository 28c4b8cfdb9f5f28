package io.carillon.sbc.pcscf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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
 * @param policySession at the policy function, empty if there is none
 * @param talk what both sides know of the dialog, null before the call is answered
 * @param account what its record will say, null for a dialog that is no call
 * @param ringing null before anybody has heard of it, and once it is answered
 */
public record CallFacts(
        String flow,
        String device,
        String identity,
        String icid,
        Map<String, List<String>> routes,
        Anchorage media,
        String policySession,
        @Nullable Talk talk,
        @Nullable Account account,
        @Nullable Ringing ringing) {
    public CallFacts {
        routes = Map.copyOf(routes);
    }

    static CallFacts of(String flow, String device, String identity, String icid) {
        return new CallFacts(flow, device, identity, icid, Map.of(), Anchorage.NONE, "", null, null, null);
    }

    CallFacts movedTo(String newFlow) {
        return new CallFacts(newFlow, device, identity, icid, routes, media, policySession, talk, account, ringing);
    }

    CallFacts routed(String farTag, List<String> route) {
        var more = new HashMap<>(routes);
        more.put(farTag, List.copyOf(route));
        return new CallFacts(flow, device, identity, icid, more, media, policySession, talk, account, ringing);
    }

    CallFacts with(Anchorage changed) {
        return new CallFacts(flow, device, identity, icid, routes, changed, policySession, talk, account, ringing);
    }

    CallFacts offered(String sdp) {
        return with(media.offered(sdp));
    }

    CallFacts authorized(String session) {
        return new CallFacts(flow, device, identity, icid, routes, media, session, talk, account, ringing);
    }

    CallFacts talking(Talk changed) {
        return new CallFacts(flow, device, identity, icid, routes, media, policySession, changed, account, null);
    }

    CallFacts billed(Account changed) {
        return new CallFacts(flow, device, identity, icid, routes, media, policySession, talk, changed, ringing);
    }

    CallFacts ringing(@Nullable Ringing changed) {
        return new CallFacts(flow, device, identity, icid, routes, media, policySession, talk, account, changed);
    }

    /** Nothing for what has no account. */
    CallFacts accounting(UnaryOperator<Account> change) {
        return account == null ? this : billed(change.apply(account));
    }

    boolean holdsMedia() {
        return !media.relay().isEmpty() || !policySession.isEmpty();
    }

    /** By the tag that the far side has in this dialog; empty where no way was recorded. */
    List<String> route(String farTag) {
        return routes.getOrDefault(farTag, List.of());
    }
}
