package io.carillon.cscf.scscf.accounting;

import io.carillon.cscf.ifc.SessionCase;
import io.carillon.identity.Impu;
import io.carillon.node.cdr.CdrEvent.Role;
import io.carillon.node.cdr.SessionFields;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.util.Locale;
import java.util.Map;

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
        var fields = SessionFields.asked(invite);
        fields.put("function", "S-CSCF");
        fields.put("sessionCase", sessionCase.name().toLowerCase(Locale.ROOT).replace('_', '-'));
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
}
