package io.carillon.tas.session;

import io.carillon.node.cdr.SessionFields;
import io.carillon.sdp.MediaSummary;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.tas.identity.Identities;
import io.carillon.tas.simservs.Offer;
import java.time.Instant;
import java.util.Map;

/** What this node adds to {@link SessionFields}: whether the caller's identity was withheld, and the media. */
final class BillingFields {
    private BillingFields() {}

    static Map<String, String> of(SipRequest invite) {
        var fields = SessionFields.asked(invite);
        if (Identities.isWithheld(invite)) {
            fields.put("callerWithheld", "true");
        }
        return fields;
    }

    static Map<String, String> of(SipResponse answer) {
        var fields = SessionFields.answered(answer);
        Offer.of(answer)
                .ifPresent(session -> fields.putAll(
                        SessionFields.agreed(MediaSummary.streams(session), MediaSummary.codecs(session))));
        return fields;
    }

    /** The record with what the two sides agreed on now, if that is something else than before. */
    static CallFacts changed(CallFacts facts, SipResponse answer, Instant when) {
        return Offer.of(answer)
                .map(session -> facts.with(SessionFields.changed(facts.extra(), MediaSummary.streams(session), when)))
                .orElse(facts);
    }
}
