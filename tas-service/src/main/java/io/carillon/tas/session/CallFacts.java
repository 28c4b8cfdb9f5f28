package io.carillon.tas.session;

import io.carillon.identity.Impu;
import io.carillon.node.cdr.CdrEvent;
import io.carillon.sip.dialog.CallEnd;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipRequest;
import io.carillon.tas.charging.OnlineCharging.ChargedCall;
import java.time.Instant;
import java.util.HashMap;
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
        var extra = new HashMap<String, String>();
        invite.first(HeaderName.P_ACCESS_NETWORK_INFO).ifPresent(value -> extra.put("accessNetwork", value));
        var history = invite.all(HeaderName.HISTORY_INFO).stream()
                .map(entry -> NameAddr.parse(entry).uri())
                .collect(Collectors.joining(" "));
        if (!history.isEmpty()) {
            extra.put("history", history);
        }
        return new CallFacts(id, user, charged, start, null, extra);
    }

    /** Out of the notes of another node's call; that one always wrote them all. */
    static CallFacts read(Map<String, String> notes) {
        var user = new ServedUser(Impu.parse(notes.getOrDefault(SERVED, "")), "orig".equals(notes.get(ROLE)), true);
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
        var more = new HashMap<>(extra);
        more.put(name, value);
        return new CallFacts(id, user, charged, start, answer, more);
    }

    CdrEvent record(String node, String callId, CallEnd end, Instant when) {
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
                callId,
                node,
                extra);
    }
}
