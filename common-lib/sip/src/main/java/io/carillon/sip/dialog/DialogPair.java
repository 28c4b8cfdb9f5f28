package io.carillon.sip.dialog;

import io.carillon.sip.message.SipRequest;
import java.util.Optional;

/** The two dialogs that a call joins: one with each side. A fork of the called side makes another pair. */
record DialogPair(Dialog caller, Dialog callee) {
    Dialog with(Party party) {
        return party == Party.CALLER ? caller : callee;
    }

    /** Who sent this request; empty if it belongs to neither dialog. */
    Optional<Party> sender(SipRequest request) {
        return caller.matches(request)
                ? Optional.of(Party.CALLER)
                : callee.matches(request) ? Optional.of(Party.CALLEE) : Optional.empty();
    }
}
