package io.carillon.sbc.pcscf;

import io.carillon.node.cdr.CdrEvent;
import io.carillon.node.cdr.Ending;
import io.carillon.node.cdr.SessionFields;
import io.carillon.sdp.MediaSummary;
import io.carillon.sdp.SessionDescription;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What the P-CSCF's record of a call says, kept with the call so that any node can write it (TS 32.260 §6.1.3,
 * TS 32.298 §5.1.3.1).
 *
 * @param id of the record: whichever node writes it, it is this one
 * @param holder the node that the call is with
 * @param began in milliseconds since the epoch
 * @param answered the same, 0 while the call is not answered
 * @param fromPhone if our phone calls
 */
public record Account(
        String id,
        String holder,
        long began,
        long answered,
        boolean fromPhone,
        String caller,
        String callee,
        String callId,
        Map<String, String> extra) {
    static final String TRUNK = "trunk";
    private static final String ACCESS = "accessNetwork";

    public Account {
        extra = Map.copyOf(extra);
    }

    /** Of an INVITE as it goes on. @param identity of our phone */
    static Account begun(String id, String holder, Instant now, SipRequest invite, boolean fromPhone, String identity) {
        var other = fromPhone
                ? invite.uri()
                : invite.addresses(HeaderName.P_ASSERTED_IDENTITY).stream()
                        .findFirst()
                        .orElseGet(invite::from)
                        .uri();
        var fields = new HashMap<String, String>();
        fields.put("function", "P-CSCF");
        SessionFields.put(fields, fromPhone ? ACCESS : "callerAccessNetwork", invite, HeaderName.P_ACCESS_NETWORK_INFO);
        SessionFields.origin(fields, invite);
        return new Account(
                id,
                holder,
                now.toEpochMilli(),
                0,
                fromPhone,
                fromPhone ? identity : other,
                fromPhone ? other : identity,
                invite.callId(),
                fields);
    }

    /** The other side is a network, by the trunk of that name (TS 32.260 §6.1.3.10). */
    Account overTrunk(String name) {
        return with(Map.of("function", "IBCF", TRUNK, name));
    }

    /** The network that our phone says it is in, empty if it does not. */
    String accessNetwork() {
        return extra.getOrDefault(ACCESS, "");
    }

    /** Our phone, which is called, says where it is. */
    Account answeredFrom(SipResponse response) {
        var fields = new HashMap<String, String>();
        SessionFields.put(fields, ACCESS, response, HeaderName.P_ACCESS_NETWORK_INFO);
        return fields.isEmpty() ? this : with(fields);
    }

    Account answered(SipResponse answer, Instant now) {
        var fields = new HashMap<String, String>();
        SessionFields.put(fields, fromPhone ? "calledAccessNetwork" : ACCESS, answer, HeaderName.P_ACCESS_NETWORK_INFO);
        if (fromPhone) {
            SessionFields.connected(fields, answer);
        }
        SessionFields.destination(fields, answer);
        return new Account(id, holder, began, now.toEpochMilli(), fromPhone, caller, callee, callId, extra)
                .with(fields);
    }

    /** What the two sides agreed on now; what they change later stands beside it with its time. */
    Account agreed(SessionDescription answer, Instant now) {
        var media = MediaSummary.streams(answer);
        boolean first = !extra.containsKey("media") || answered == 0;
        return with(
                first
                        ? SessionFields.agreed(media, MediaSummary.codecs(answer))
                        : SessionFields.changed(extra, media, now));
    }

    /** The call is another node's from now on. */
    Account heldBy(String node) {
        return new Account(id, node, began, answered, fromPhone, caller, callee, callId, extra);
    }

    Account with(Map<String, String> fields) {
        var more = new HashMap<>(extra);
        more.putAll(fields);
        return new Account(id, holder, began, answered, fromPhone, caller, callee, callId, more);
    }

    CdrEvent record(String node, CallFacts facts, Ending ending, Map<String, String> media, Instant now) {
        return new CdrEvent(
                id,
                CdrEvent.Kind.ACCESS,
                Instant.ofEpochMilli(began),
                answered == 0 ? null : Instant.ofEpochMilli(answered),
                now,
                caller,
                callee,
                facts.identity(),
                fromPhone ? CdrEvent.Role.ORIG : CdrEvent.Role.TERM,
                ending.cause(),
                facts.icid(),
                callId,
                node,
                with(media).with(ending.fields()).extra());
    }
}
