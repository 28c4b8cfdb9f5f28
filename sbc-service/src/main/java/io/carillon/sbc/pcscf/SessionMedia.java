package io.carillon.sbc.pcscf;

import io.carillon.node.cdr.Ending;
import io.carillon.sbc.media.ForbiddenMedia;
import io.carillon.sbc.media.MediaAnchor;
import io.carillon.sbc.media.MediaAnchor.Anchored;
import io.carillon.sbc.media.MediaAnchor.Crossing;
import io.carillon.sbc.media.MediaAnchor.Family;
import io.carillon.sbc.media.MediaFigures;
import io.carillon.sbc.policy.PolicyFunction;
import io.carillon.sbc.policy.PolicyFunction.Authorization;
import io.carillon.sbc.policy.PolicyFunction.MediaSession;
import io.carillon.sdp.NegotiatedMedia.Party;
import io.carillon.sdp.OfferAnswer;
import io.carillon.sdp.SdpBody;
import io.carillon.sdp.SdpException;
import io.carillon.sdp.SessionDescription;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offer and answer of one call's passage: anchored at a relay, and authorised at the policy function on every answer
 * (RFC 3264, TS 24.229 §5.2.7, TS 29.214 Annex A.1).
 */
public final class SessionMedia {
    private static final Logger LOG = LoggerFactory.getLogger(SessionMedia.class);
    /** The called side has answered what was not asked (RFC 3264 §6). */
    private static final int BAD_ANSWER = 502;

    private static final int NOT_ACCEPTABLE = 488;

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

    /** The offers and answers in one request and its responses; the facts they change are kept before they go on. */
    Exchange begin(Call call, SipRequest request, boolean fromPhone) {
        return new Exchange(call, request, fromPhone);
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

    private static String type(SipMessage message) {
        return message.first(HeaderName.CONTENT_TYPE).orElse("");
    }

    final class Exchange {
        private final Call call;
        private final SipRequest request;
        private final boolean fromPhone;
        /** The request's offer as the phone sees it. */
        private byte[] offer = {};
        /** What was last agreed on and authorised, as the phone sees it. */
        private byte[] agreed = {};
        /** The policy function's no has ended the call. */
        private boolean refused;

        private Exchange(Call call, SipRequest request, boolean fromPhone) {
            this.call = call;
            this.request = request;
            this.fromPhone = fromPhone;
        }

        /**
         * The request with its offer, or the answer to an earlier one, rewritten.
         *
         * @throws SipFailure if no relay takes the call, or the SDP is bad
         */
        SipRequest request() {
            var body = sdp(request).orElse(null);
            if (body == null) {
                return request;
            }
            var sender = request.fromTag().orElse("");
            if (request.is(Method.ACK) || answersEarlierOffer()) {
                var waiting = call.facts().media().pendingOffer();
                if (waiting.isEmpty()) {
                    return request.edit().noBody().build(); // an answer to nothing
                }
                var offered = waiting.getBytes(StandardCharsets.UTF_8);
                var rewritten = answered(request.toTag().orElse(""), sender, offered, body.sdp(), fromPhone);
                call.change(facts -> facts.offered(""));
                call.keep();
                return request.edit().body(type(request), body.with(rewritten)).build();
            }
            var rewritten = offered(sender, request.toTag(), body.sdp(), fromPhone);
            offer = fromPhone ? body.sdp() : rewritten;
            return request.edit().body(type(request), body.with(rewritten)).build();
        }

        /** The offer in a reliable provisional response is answered in its PRACK (RFC 3262 §5). */
        private boolean answersEarlierOffer() {
            return request.is(Method.PRACK)
                    && !call.facts().media().pendingOffer().isEmpty();
        }

        /**
         * The response with its answer, or the other side's offer, rewritten. A 2xx whose media no relay carries is a
         * failure to the caller: never a call without sound.
         */
        SipResponse response(SipResponse response) {
            try {
                var body = response.status() >= 300 ? null : sdp(response).orElse(null);
                if (body == null) {
                    call.keep();
                    return response;
                }
                if (!fromPhone) {
                    call.change(facts -> facts.accounting(account -> account.answeredFrom(response)));
                }
                var rewritten = rewritten(response, body.sdp());
                call.keep();
                return response.edit()
                        .body(type(response), body.with(rewritten))
                        .build();
            } catch (SipFailure failure) {
                if (response.isProvisional() && !refused) {
                    throw failure;
                }
                LOG.warn("Call {} fails after {}: {}", call.key(), response.status(), failure.reason());
                return response.edit()
                        .status(Math.max(500, failure.status()), failure.reason())
                        .remove(HeaderName.REQUIRE)
                        .remove(HeaderName.RSEQ)
                        .noBody()
                        .build();
            }
        }

        private byte[] rewritten(SipResponse response, byte[] sdp) {
            var to = response.toTag().orElse("");
            if (offer.length > 0) {
                return answered(request.fromTag().orElse(""), to, offer, sdp, !fromPhone);
            }
            var rewritten = offered(to, request.fromTag(), sdp, !fromPhone);
            var seen = fromPhone ? rewritten : sdp;
            call.change(facts -> facts.offered(new String(seen, StandardCharsets.UTF_8)));
            return rewritten;
        }

        private byte[] offered(String from, Optional<String> to, byte[] sdp, boolean byPhone) {
            checkPlaces(sdp, byPhone, NOT_ACCEPTABLE);
            var relay = Optional.of(call.facts().media().relay()).filter(name -> !name.isEmpty());
            return switch (anchor.offer(relay, call.key(), from, to, sdp, crossing(byPhone))) {
                case Anchored.Done(var holder, var rewritten) -> {
                    long now = records.now().toEpochMilli();
                    call.change(facts -> facts.with(facts.media().at(holder, from, now)));
                    yield rewritten;
                }
                case Anchored.Refused(var status, var reason) -> throw new SipFailure(status, reason);
            };
        }

        private byte[] answered(String from, String to, byte[] offered, byte[] sdp, boolean byPhone) {
            checkPlaces(sdp, byPhone, BAD_ANSWER);
            var relay = call.facts().media().relay();
            return switch (anchor.answer(relay, call.key(), from, to, sdp, crossing(byPhone))) {
                case Anchored.Done(var holder, var rewritten) -> {
                    authorize(offered, byPhone ? sdp : rewritten, byPhone ? Party.ANSWERER : Party.OFFERER);
                    yield rewritten;
                }
                case Anchored.Refused(var status, var reason) -> throw new SipFailure(status, reason);
            };
        }

        private void checkPlaces(byte[] sdp, boolean byPhone, int status) {
            var place = byPhone ? rules.forbidden().in(sdp, phone()) : Optional.<InetAddress>empty();
            if (place.isPresent()) {
                LOG.warn("A phone wants the media of call {} at {}", call.key(), place.get());
                throw new SipFailure(status, "Media Address Not Allowed");
            }
        }

        private InetAddress phone() {
            return FlowToken.host(call.facts().flow());
        }

        /** A phone is shown what it signals over; the core speaks one family. */
        private Crossing crossing(boolean byPhone) {
            return byPhone
                    ? new Crossing(Optional.of(phone()), rules.core())
                    : new Crossing(Optional.empty(), Family.of(phone()));
        }

        /**
         * A new call ends without a consent, if the operator wants it so; what is established stays as it is. The answer
         * of a provisional response that comes again in the 200 is the same answer.
         */
        private void authorize(byte[] offered, byte[] answer, Party side) {
            if (Arrays.equals(agreed, answer)) {
                return;
            }
            try {
                var answering = SessionDescription.parse(answer);
                call.change(each -> each.accounting(account -> account.agreed(answering, records.now())));
                // Bearers are for phones: no policy function knows a trunk.
                if (!policy.isThere() || FlowToken.way(call.facts().flow()).isTrunk()) {
                    agreed = answer;
                    return;
                }
                var media = OfferAnswer.pair(SessionDescription.parse(offered), answering);
                var facts = call.facts();
                var session = Optional.of(facts.policySession()).filter(id -> !id.isEmpty());
                var wanted =
                        new MediaSession(session, phone(), side, facts.identity(), facts.icid(), access(facts), media);
                switch (policy.authorize(wanted)) {
                    case Authorization.Granted(var granted) -> {
                        agreed = answer;
                        call.authorized(granted);
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
            } catch (SdpException e) {
                LOG.info("The answer of call {} does not fit its offer: {}", call.key(), e.getMessage());
                without(BAD_ANSWER);
            }
        }

        private static String access(CallFacts facts) {
            var account = facts.account();
            return account == null ? "" : account.accessNetwork();
        }

        private void without(int status) {
            if (status > 0 && request.toTag().isEmpty()) {
                refused = true;
                throw new SipFailure(status, status == BAD_ANSWER ? "Bad Answer" : "Media Not Authorized");
            }
        }
    }
}
