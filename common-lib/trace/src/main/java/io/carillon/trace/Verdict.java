package io.carillon.trace;

import java.util.Map;
import java.util.TreeMap;

/**
 * What happened, in words, with its cause and place.
 *
 * @param facts what fills the places in the kind's text
 */
public record Verdict(Kind kind, Map<String, String> facts) {
    public Verdict {
        facts = new TreeMap<>(facts);
    }

    static Verdict of(Kind kind, String... facts) {
        Map<String, String> all = new TreeMap<>();
        for (int i = 0; i < facts.length; i += 2) {
            all.put(facts[i], facts[i + 1]);
        }
        return new Verdict(kind, all);
    }

    /** In English. */
    public String text() {
        String text = kind.text;
        for (var fact : facts.entrySet()) {
            text = text.replace("{" + fact.getKey() + "}", fact.getValue());
        }
        return text;
    }

    public Outcome outcome() {
        return kind.outcome;
    }

    /** How it ended. */
    public enum Outcome {
        GOOD,
        /** Nothing of ours failed: the other person did not want to, or was not there. */
        UNANSWERED,
        FAILED,
        OPEN
    }

    /** Each kind of end, with the places that its facts fill. */
    public enum Kind {
        // registrations
        REGISTERED(Outcome.GOOD, "registered in {seconds} s"),
        RESYNCHRONISED(Outcome.GOOD, "registered after the SIM asked to resynchronise its sequence number"),
        DEREGISTERED(Outcome.GOOD, "de-registered"),
        SUBSCRIBER_UNKNOWN(Outcome.FAILED, "the HSS knows no subscriber {user} ({command} {result})"),
        IDENTITIES_DO_NOT_MATCH(
                Outcome.FAILED, "private and public identity of {user} do not belong together ({command} {result})"),
        ROAMING_NOT_ALLOWED(
                Outcome.FAILED, "the subscription of {user} does not allow this network ({command} {result})"),
        SCHEME_NOT_SUPPORTED(
                Outcome.FAILED, "the HSS has no credentials of the kind that the phone uses ({command} {result})"),
        WRONG_SIM_KEY(Outcome.FAILED, "wrong key: RES does not match; compare K and OPc of {user} with the SIM"),
        WRONG_PASSWORD(Outcome.FAILED, "wrong password of {user}"),
        SIM_REFUSED_NETWORK(
                Outcome.FAILED,
                "the SIM of {user} does not accept the network's AUTN: compare K, OPc and AMF with the SIM"),
        CHALLENGE_UNANSWERED(Outcome.FAILED, "the phone never answered the challenge (401)"),
        EXPIRY_TOO_SHORT(Outcome.FAILED, "the phone asks for too short a registration; the least is {least} s"),
        SECURITY_AGREEMENT(Outcome.FAILED, "the security agreement failed at {place}: {status}"),
        // calls
        IN_PROGRESS(Outcome.OPEN, "in progress"),
        RINGING(Outcome.OPEN, "ringing at {phone}"),
        ANSWERED(Outcome.OPEN, "answered, and not ended yet"),
        COMPLETED(Outcome.GOOD, "completed: {who} hung up after {seconds} s"),
        CALLER_GAVE_UP(Outcome.UNANSWERED, "the caller gave up after {seconds} s of ringing"),
        CALLER_GAVE_UP_EARLY(Outcome.UNANSWERED, "the caller gave up after {seconds} s, before any phone rang"),
        BUSY(Outcome.UNANSWERED, "{place} is busy ({status})"),
        DECLINED(Outcome.UNANSWERED, "{place} declined the call ({status})"),
        NO_REPLY(Outcome.UNANSWERED, "the phone {phone} rang and nobody answered"),
        NOT_REGISTERED(Outcome.UNANSWERED, "the callee is not registered: {place} answered {status}"),
        NUMBER_UNKNOWN(Outcome.FAILED, "nobody has this number or address: {place} answered {status}"),
        PHONE_SILENT(Outcome.FAILED, "the callee's phone {phone} never answered {method}"),
        PRACK_MISSING(Outcome.FAILED, "the caller never sent PRACK for the reliable {status} of {phone}"),
        PRACK_UNANSWERED(Outcome.FAILED, "{phone} never answered PRACK"),
        ACK_MISSING(
                Outcome.FAILED,
                "{phone} never acknowledged the answer: the 200 was sent {times} times, and no ACK came"),
        BYE_UNANSWERED(Outcome.FAILED, "{phone} never answered BYE"),
        NO_COMMON_CODEC(Outcome.FAILED, "{place} takes none of the offered media or codecs ({status})"),
        PRECONDITION_FAILED(Outcome.FAILED, "the media preconditions could not be met: {place} answered 580"),
        POLICY_REFUSED(Outcome.FAILED, "the policy function {place} refused the media ({media}): {command} {result}"),
        POLICY_FAILED(Outcome.FAILED, "the policy function {place} could not decide on the media: {command} {result}"),
        POLICY_SILENT(Outcome.FAILED, "the policy function {place} did not answer {command}"),
        BEARER_LOST(
                Outcome.FAILED, "the access network lost the bearer ({command} of {place}), and the call was released"),
        NO_CREDIT(Outcome.FAILED, "no credit: {command} {result} of {place}"),
        CHARGING_REFUSED(Outcome.FAILED, "charging refused: {command} {result} of {place}"),
        CHARGING_SILENT(Outcome.FAILED, "charging at {place} did not answer {command}"),
        CREDIT_USED_UP(Outcome.FAILED, "the credit was used up, and {place} released the call after {seconds} s"),
        NETWORK_RELEASED(Outcome.FAILED, "{place} released the call after {seconds} s: {reason}"),
        RELAY_REFUSED(Outcome.FAILED, "the media relay {place} refused: {reason}"),
        RELAY_SILENT(Outcome.FAILED, "the media relay {place} did not answer"),
        BARRED(Outcome.FAILED, "barred by a service: {place} answered {status}"),
        ANONYMOUS_REFUSED(Outcome.UNANSWERED, "the callee takes no anonymous calls: {place} answered 433"),
        LOOP(Outcome.FAILED, "the call went in a circle: {place} answered {status}"),
        REDIRECTED(Outcome.UNANSWERED, "redirected by {place} ({status}), and the redirection was not followed"),
        GLARE(Outcome.FAILED, "both sides changed the session at once (491)"),
        EXTENSION_REFUSED(Outcome.FAILED, "{place} does not understand what the request needs: {reason}"),
        SESSION_INTERVAL_TOO_SMALL(Outcome.FAILED, "{place} wants a longer session interval (422)"),
        // messages
        DELIVERED(Outcome.GOOD, "delivered"),
        STORED(Outcome.GOOD, "accepted and stored; it goes out when the phone takes it"),
        TOO_LARGE(Outcome.FAILED, "the message is too large for {place} (413)"),
        // anything
        SUCCEEDED(Outcome.GOOD, "{method} succeeded"),
        HSS_REFUSED(Outcome.FAILED, "the HSS refused: {command} {result}"),
        HSS_SILENT(Outcome.FAILED, "the HSS {place} did not answer {command}"),
        FLOW_GONE(Outcome.FAILED, "the connection to the phone is gone: {place} answered 430"),
        FORBIDDEN(Outcome.FAILED, "{place} forbids it: {status}"),
        OVERLOADED(Outcome.FAILED, "{place} is overloaded or a store is away: {status}, try again after {after} s"),
        SERVER_FAILED(Outcome.FAILED, "{place} failed: {status}"),
        NODE_SILENT(Outcome.FAILED, "{place} never answered {method}"),
        REFUSED(Outcome.FAILED, "{place} answered {status}");

        private final Outcome outcome;
        private final String text;

        Kind(Outcome outcome, String text) {
            this.outcome = outcome;
            this.text = text;
        }
    }
}
