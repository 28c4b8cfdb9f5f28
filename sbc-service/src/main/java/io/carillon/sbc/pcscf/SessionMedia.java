package io.carillon.sbc.pcscf;

import io.carillon.node.cdr.Ending;
import io.carillon.sbc.media.ForbiddenMedia;
import io.carillon.sbc.media.MediaAnchor;
import io.carillon.sbc.media.MediaAnchor.Family;
import io.carillon.sbc.media.MediaFigures;
import io.carillon.sbc.policy.PolicyFunction;
import io.carillon.sdp.SdpBody;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * Offer and answer of one call's passage: anchored at a relay, and authorised at the policy function on every answer
 * (RFC 3264, TS 24.229 §5.2.7, TS 29.214 Annex A.1).
 */
public final class SessionMedia {
    private final MediaAnchor anchor;
    private final PolicyFunction policy;
    private final Rules rules;
    private final Records records;

    /**
     * What the operator wants.
     *
     * @param refused final status of a new call whose media the policy function refuses, 0 if the call goes on
     * @param away final status where it does not answer, 0 if the call goes on
     * @param core what media inside the core speaks
     * @param forbidden where phones may not have media sent
     */
    public record Rules(int refused, int away, Family core, ForbiddenMedia forbidden) {}

    public SessionMedia(MediaAnchor anchor, PolicyFunction policy, Rules rules, Records records) {
        this.anchor = anchor;
        this.policy = policy;
        this.rules = rules;
        this.records = records;
    }

    MediaExchange begin(Call call, SipRequest request, boolean fromPhone) {
        var consent = new MediaConsent(policy, rules, records, call, request);
        return new MediaExchange(anchor, rules, records, consent, call, request, fromPhone);
    }

    Instant now() {
        return records.now();
    }

    /** The call is over, or was never answered: its relay ports and its policy session go, its record is written. */
    void end(Call call, Ending ending) {
        var facts = call.facts();
        var media = facts.media();
        Optional<MediaFigures> figures =
                media.relay().isEmpty() ? Optional.empty() : anchor.release(media.relay(), call.key(), media.offerer());
        if (!facts.policySession().isEmpty()) {
            policy.release(facts.policySession());
        }
        records.write(facts, ending, figures);
        call.forget();
    }

    /** This node speaks to the policy function for a call of one that is gone. */
    void adopt(Call call) {
        var facts = call.facts();
        if (!facts.policySession().isEmpty()) {
            policy.adopt(facts.policySession(), FlowToken.host(facts.flow()), facts.identity(), facts.icid());
        }
    }

    /**
     * The description in a message, beside whatever else is in it: a picture of a file, the caller's place.
     *
     * @throws SipFailure if there is one that cannot be anchored
     */
    static Optional<SdpBody> sdp(SipMessage message) {
        if (!message.hasBody()) {
            return Optional.empty();
        }
        var type = type(message);
        if (SdpBody.isHidden(type, message.body())) {
            throw new SipFailure(400, "Description Not Found");
        }
        return SdpBody.in(type, message.body());
    }

    static String type(SipMessage message) {
        return message.first(HeaderName.CONTENT_TYPE).orElse("");
    }
}
