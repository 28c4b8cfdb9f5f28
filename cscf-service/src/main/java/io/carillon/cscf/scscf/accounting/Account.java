package io.carillon.cscf.scscf.accounting;

import io.carillon.cscf.ifc.SessionCase;
import io.carillon.identity.Impu;
import io.carillon.node.cdr.CdrEvent.Role;
import io.carillon.sip.ims.ChargingVector;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the record of one served user says from the start (TS 32.260 §6.1.3, TS 32.298 §5.1.3.1).
 *
 * @param id of the record: whichever node writes it, it is this one
 */
public record Account(
        String id, String servedUser, Role role, String caller, String callee, Map<String, String> extra) {
    public Account {
        extra = Map.copyOf(extra);
    }

    static Account of(String id, Impu served, SessionCase sessionCase, SipRequest invite) {
        var fields = new HashMap<String, String>();
        fields.put("function", "S-CSCF");
        fields.put(
                "sessionCase",
                sessionCase.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        fields.put("requested", invite.uri());
        put(fields, "accessNetwork", invite, HeaderName.P_ACCESS_NETWORK_INFO);
        put(fields, "visitedNetwork", invite, HeaderName.P_VISITED_NETWORK_ID);
        ChargingVector.of(invite).origIoi().ifPresent(value -> fields.put("origIoi", value));
        var history = invite.all(HeaderName.HISTORY_INFO).stream()
                .map(entry -> NameAddr.parse(entry).uri())
                .collect(Collectors.joining(" "));
        if (!history.isEmpty()) {
            fields.put("history", history);
        }
        boolean calls = sessionCase.originating();
        return new Account(
                id,
                served.value(),
                calls ? Role.ORIG : Role.TERM,
                calls ? served.value() : caller(invite),
                calls ? invite.uri() : served.value(),
                fields);
    }

    private static String caller(SipRequest invite) {
        return invite.addresses(HeaderName.P_ASSERTED_IDENTITY).stream()
                .findFirst()
                .orElseGet(invite::from)
                .uri();
    }

    static void put(Map<String, String> fields, String name, SipMessage message, HeaderName header) {
        message.first(header).ifPresent(value -> fields.put(name, value));
    }
}
