package io.carillon.tas.session;

import io.carillon.sdp.MediaSummary;
import io.carillon.sip.ims.ChargingVector;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.tas.identity.Identities;
import io.carillon.tas.simservs.Offer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a biller wants to know of a call besides its parties, its times and its end (TS 32.298 §5.1.3.1). */
final class BillingFields {
    static final String MEDIA = "media";
    private static final String CODEC = "codec";
    private static final String CHANGES = "mediaChanges";
    /** A call in which the media changes all the time is not for its record to remember. */
    private static final int LONGEST = 1_000;

    private BillingFields() {}

    static Map<String, String> of(SipRequest invite) {
        var fields = new HashMap<String, String>();
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
        if (Identities.isWithheld(invite)) {
            fields.put("callerWithheld", "true");
        }
        return fields;
    }

    static Map<String, String> of(SipResponse answer) {
        var fields = new HashMap<String, String>();
        put(fields, "calledAccessNetwork", answer, HeaderName.P_ACCESS_NETWORK_INFO);
        answer.addresses(HeaderName.P_ASSERTED_IDENTITY).stream()
                .findFirst()
                .ifPresent(party -> fields.put("connected", party.uri()));
        ChargingVector.of(answer).termIoi().ifPresent(value -> fields.put("termIoi", value));
        Offer.of(answer).ifPresent(session -> {
            fields.put(MEDIA, MediaSummary.streams(session));
            fields.put(CODEC, MediaSummary.codecs(session));
        });
        return fields;
    }

    /** The record with what the two sides agreed on now, if that is something else than before. */
    static CallFacts changed(CallFacts facts, SipResponse answer, String when) {
        var session = Offer.of(answer);
        var media = session.map(MediaSummary::streams).orElse("");
        var before = facts.extra().getOrDefault(CHANGES, "");
        var last = before.isEmpty()
                ? facts.extra().getOrDefault(MEDIA, "")
                : before.substring(before.lastIndexOf("; ") + 1).strip().replaceFirst("^\\S+ ", "");
        if (session.isEmpty() || media.equals(last) || before.length() > LONGEST) {
            return facts;
        }
        var change = when + " " + media;
        return facts.with(CHANGES, before.isEmpty() ? change : before + "; " + change);
    }

    private static void put(Map<String, String> fields, String name, SipMessage message, HeaderName header) {
        message.first(header).ifPresent(value -> fields.put(name, value));
    }
}
