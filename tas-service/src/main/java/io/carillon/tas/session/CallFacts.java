package io.carillon.tas.session;

import io.carillon.identity.Impu;
import io.carillon.node.cdr.CdrEvent;
import io.carillon.sip.dialog.BackToBackCall;
import io.carillon.sip.dialog.CallEnd;
import io.carillon.sip.message.SipRequest;
import io.carillon.tas.charging.OnlineCharging.ChargedCall;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a call's record says, kept beside the dialogs so that any node can write it.
 *
 * @param id of the record: whichever node writes it, it is this one
 * @param answer null while the call is not answered
 * @param extra what a biller wants besides: access network, diversions
 */
record CallFacts(
        String id,
        ServedUser user,
        ChargedCall charged,
        Instant start,
        @Nullable Instant answer,
        Map<String, String> extra) {
    private static final String SERVED = "served";
    private static final String ROLE = "role";
    private static final String CALLER = "caller";
    private static final String CALLEE = "callee";
    private static final String ICID = "icid";
    private static final String START = "start";
    private static final String ANSWER = "answer";
    private static final String ID = "record";
    private static final String EXTRA = "cdr.";

    CallFacts {
        extra = Map.copyOf(extra);
    }

    static CallFacts of(String id, ServedUser user, ChargedCall charged, Instant start, SipRequest invite) {
        return new CallFacts(id, user, charged, start, null, BillingFields.of(invite));
    }

    /** Out of the notes of another node's call; that one always wrote them all. */
    static CallFacts read(Map<String, String> notes) {
        var user =
                new ServedUser(Impu.parse(notes.getOrDefault(SERVED, "")), "orig".equals(notes.get(ROLE)), true, false);
        var charged = new ChargedCall(
                user.originating() ? user.impu().value() : "",
                notes.getOrDefault(CALLER, ""),
                notes.getOrDefault(CALLEE, ""),
                notes.getOrDefault(ICID, ""));
        var extra = notes.entrySet().stream()
                .filter(note -> note.getKey().startsWith(EXTRA))
                .collect(Collectors.toMap(note -> note.getKey().substring(EXTRA.length()), Map.Entry::getValue));
        var start = Instant.parse(notes.getOrDefault(START, ""));
        var answer = Optional.ofNullable(notes.get(ANSWER)).map(Instant::parse).orElse(null);
        return new CallFacts(notes.getOrDefault(ID, ""), user, charged, start, answer, extra);
    }

    Map<String, String> notes() {
        var notes = new HashMap<>(Map.of(
                ID, id,
                SERVED, user.impu().value(),
                ROLE, user.originating() ? "orig" : "term",
                CALLER, charged.caller(),
                CALLEE, charged.callee(),
                ICID, charged.icid(),
                START, start.toString()));
        if (answer != null) {
            notes.put(ANSWER, answer.toString());
        }
        extra.forEach((name, value) -> notes.put(EXTRA + name, value));
        return notes;
    }

    CallFacts answered(Instant when) {
        return new CallFacts(id, user, charged, start, when, extra);
    }

    CallFacts with(String name, String value) {
        return with(Map.of(name, value));
    }

    CallFacts with(Map<String, String> fields) {
        var more = new HashMap<>(extra);
        more.putAll(fields);
        return new CallFacts(id, user, charged, start, answer, more);
    }

    CdrEvent record(String node, BackToBackCall call, CallEnd end, Instant when) {
        var fields = with(Map.of(
                        "calledCallId", call.calleeCallId(),
                        "releasedBy",
                                end.who()
                                        .map(party -> party.name().toLowerCase(Locale.ROOT))
                                        .orElse("network")))
                .extra();
        return new CdrEvent(
                id,
                CdrEvent.Kind.CALL,
                start,
                answer,
                when,
                charged.caller(),
                charged.callee(),
                user.impu().value(),
                user.originating() ? CdrEvent.Role.ORIG : CdrEvent.Role.TERM,
                end.cause() + " " + end.status(),
                charged.icid(),
                call.callId(),
                node,
                fields);
    }
}
