package io.carillon.sbc.pcscf;

import io.carillon.sbc.pcscf.SessionMedia.Rules;
import io.carillon.sbc.policy.PolicyFunction;
import io.carillon.sbc.policy.PolicyFunction.Authorization;
import io.carillon.sbc.policy.PolicyFunction.MediaSession;
import io.carillon.sdp.NegotiatedMedia;
import io.carillon.sdp.NegotiatedMedia.Party;
import io.carillon.sdp.OfferAnswer;
import io.carillon.sdp.SdpException;
import io.carillon.sdp.SessionDescription;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the policy function says of the media that one request and its responses agree on (TS 24.229 §5.2.7, TS 29.214
 * Annex A.1).
 */
final class MediaConsent {
    /** The called side has answered what was not asked (RFC 3264 §6). */
    static final int BAD_ANSWER = 502;

    private static final Logger LOG = LoggerFactory.getLogger(MediaConsent.class);

    private final PolicyFunction policy;
    private final Rules rules;
    private final Records records;
    private final Call call;
    private final SipRequest request;
    /** What was last agreed on and authorised, as the phone sees it. */
    private byte[] agreed = {};
    /** Its no has ended the call. */
    private boolean refused;

    MediaConsent(PolicyFunction policy, Rules rules, Records records, Call call, SipRequest request) {
        this.policy = policy;
        this.rules = rules;
        this.records = records;
        this.call = call;
        this.request = request;
    }

    boolean isRefused() {
        return refused;
    }

    /**
     * A new call ends without a consent, if the operator wants it so; what is established stays as it is. The answer of a
     * provisional response that comes again in the 200 is the same answer.
     */
    void ask(byte[] offered, byte[] answer, Party side) {
        if (Arrays.equals(agreed, answer)) {
            return;
        }
        try {
            var answering = SessionDescription.parse(answer);
            call.change(each -> each.accounting(account -> account.agreed(answering, records.now())));
            // Bearers are for phones: no policy function knows a trunk.
            if (!policy.isThere()
                    || FlowToken.way(call.facts().flow()).isTrunk()
                    || consents(wanted(OfferAnswer.pair(SessionDescription.parse(offered), answering), side))) {
                agreed = answer;
            }
        } catch (SdpException e) {
            LOG.info("The answer of call {} does not fit its offer: {}", call.key(), e.getMessage());
            without(BAD_ANSWER);
        }
    }

    private MediaSession wanted(List<NegotiatedMedia> media, Party side) {
        var facts = call.facts();
        var session = Optional.of(facts.policySession()).filter(id -> !id.isEmpty());
        var phone = FlowToken.host(facts.flow());
        var account = facts.account();
        var access = account == null ? "" : account.accessNetwork();
        return new MediaSession(session, phone, side, facts.identity(), facts.icid(), access, media);
    }

    private boolean consents(MediaSession wanted) {
        switch (policy.authorize(wanted)) {
            case Authorization.Granted(var granted) -> {
                call.authorized(granted);
                return true;
            }
            case Authorization.Refused(var result) -> {
                LOG.warn("Policy function refuses the media of call {}: {}", call.key(), result);
                without(rules.refused());
            }
            case Authorization.Unavailable(var begun, var reason) -> {
                LOG.warn("No policy function for call {}: {}", call.key(), reason);
                if (!begun.isEmpty()) {
                    call.authorized(begun);
                }
                without(rules.away());
            }
        }
        return false;
    }

    private void without(int status) {
        if (status > 0 && request.toTag().isEmpty()) {
            refused = true;
            throw new SipFailure(status, status == BAD_ANSWER ? "Bad Answer" : "Media Not Authorized");
        }
    }
}
