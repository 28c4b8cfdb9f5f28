package io.carillon.sbc.pcscf;

import io.carillon.node.trace.TraceContext;
import io.carillon.sbc.media.MediaAnchor;
import io.carillon.sbc.media.MediaAnchor.Anchored;
import io.carillon.sbc.pcscf.Border.Leg;
import io.carillon.sbc.pcscf.Calls.CallFacts;
import io.carillon.sbc.policy.PolicyFunction;
import io.carillon.sbc.policy.PolicyFunction.Authorization;
import io.carillon.sbc.policy.PolicyFunction.MediaSession;
import io.carillon.sdp.NegotiatedMedia.Party;
import io.carillon.sdp.OfferAnswer;
import io.carillon.sdp.SdpException;
import io.carillon.sdp.SessionDescription;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offer and answer of one call's passage: anchored at a relay, and authorised at the policy function on every answer
 * (RFC 3264, TS 24.229 §5.2.7, TS 29.214 Annex A.1).
 */
public final class SessionMedia {
    private static final Logger LOG = LoggerFactory.getLogger(SessionMedia.class);
    private static final String SDP = "application/sdp";

    private final MediaAnchor anchor;
    private final PolicyFunction policy;
    private final Calls calls;

    public SessionMedia(MediaAnchor anchor, PolicyFunction policy, Calls calls) {
        this.anchor = anchor;
        this.policy = policy;
        this.calls = calls;
    }

    /** Whose phone this is about: what the policy function needs. */
    record Phone(Leg leg, InetAddress address, String identity, String icid) {}

    /** One offer and its answer, which travel in a request and its responses. */
    final class Exchange {
        private final Phone phone;
        private final String key;
        private final boolean fromPhone;
        private final SipRequest request;
        private CallFacts facts;
        /** The offer as the phone sees it. */
        private byte[] offer = {};

        private Exchange(SipRequest request, Phone phone, boolean fromPhone) {
            this.request = request;
            this.phone = phone;
            this.fromPhone = fromPhone;
            this.key = phone.leg().key(request.callId());
            this.facts = calls.find(key).orElse(new CallFacts("", "", ""));
        }

        /** The request with its offer rewritten. @throws SipFailure if no relay takes the call, or the SDP is bad */
        SipRequest request() {
            if (!request.contentType().equals(SDP)) {
                return request;
            }
            var from = request.fromTag().orElse("");
            var rewritten = offered(from, request.toTag(), request.body(), fromPhone);
            offer = fromPhone ? request.body() : rewritten;
            return request.edit().body(SDP, rewritten).build();
        }

        private byte[] offered(String from, Optional<String> to, byte[] sdp, boolean byPhone) {
            var relay = facts.relay().isEmpty() ? Optional.<String>empty() : Optional.of(facts.relay());
            return switch (anchor.offer(relay, key, from, to, sdp, address(byPhone))) {
                case Anchored.Done(var holder, var rewritten) -> {
                    facts = new CallFacts(holder, from, facts.policySession());
                    yield rewritten;
                }
                case Anchored.Refused(var status, var reason) -> throw new SipFailure(status, reason);
            };
        }

        private Optional<InetAddress> address(boolean byPhone) {
            return byPhone ? Optional.of(phone.address()) : Optional.empty();
        }

        /** The response with its answer, or the callee's offer, rewritten; stored and authorised before it goes on. */
        SipResponse response(SipResponse response) {
            return response.contentType().equals(SDP) && response.status() < 300
                    ? TraceContext.call(Set.of(request.callId()), () -> anchored(response))
                    : response;
        }

        private SipResponse anchored(SipResponse response) {
            var to = response.toTag().orElse("");
            byte[] rewritten;
            if (request.contentType().equals(SDP)) {
                rewritten = answered(to, response);
            } else {
                rewritten = offered(to, request.fromTag(), response.body(), !fromPhone);
            }
            calls.save(key, facts);
            return response.edit().body(SDP, rewritten).build();
        }

        private byte[] answered(String to, SipResponse response) {
            var from = request.fromTag().orElse("");
            return switch (anchor.answer(facts.relay(), key, from, to, response.body(), address(!fromPhone))) {
                case Anchored.Done(var relay, var rewritten) -> {
                    authorize(fromPhone ? rewritten : response.body());
                    yield rewritten;
                }
                case Anchored.Refused(var status, var reason) -> throw new SipFailure(status, reason);
            };
        }

        /** A policy function that is away or refuses does not end the call here; it is told in the log and the trace. */
        private void authorize(byte[] answer) {
            try {
                var media = OfferAnswer.pair(SessionDescription.parse(offer), SessionDescription.parse(answer));
                var session =
                        facts.policySession().isEmpty() ? Optional.<String>empty() : Optional.of(facts.policySession());
                var side = fromPhone ? Party.OFFERER : Party.ANSWERER;
                var wanted = new MediaSession(session, phone.address(), side, phone.identity(), phone.icid(), media);
                switch (policy.authorize(wanted)) {
                    case Authorization.Granted(var granted) ->
                        facts = new CallFacts(facts.relay(), facts.offerer(), granted);
                    case Authorization.Refused(var result) ->
                        LOG.warn("Policy function refuses the media of call {}: {}", key, result);
                    case Authorization.Unavailable(var reason) ->
                        LOG.warn("No policy function for call {}: {}", key, reason);
                }
            } catch (SdpException e) {
                LOG.info("Media of call {} cannot be authorised: {}", key, e.getMessage());
            }
        }

        /** The call was not answered: its relay ports and its policy session go. */
        void abandon() {
            TraceContext.run(Set.of(request.callId()), () -> end(key, facts));
        }

        boolean holdsMedia() {
            return !facts.relay().isEmpty() || !facts.policySession().isEmpty();
        }
    }

    Exchange begin(SipRequest request, Phone phone, boolean fromPhone) {
        return new Exchange(request, phone, fromPhone);
    }

    /** An ACK that brings the answer to the callee's offer. */
    SipRequest acknowledged(SipRequest ack, Leg leg, Optional<InetAddress> phone) {
        var key = leg.key(ack.callId());
        var facts = calls.find(key);
        if (!ack.contentType().equals(SDP) || facts.isEmpty()) {
            return ack;
        }
        var answered = anchor.answer(
                facts.get().relay(), key, ack.toTag().orElse(""), ack.fromTag().orElse(""), ack.body(), phone);
        return switch (answered) {
            case Anchored.Done(var relay, var rewritten) ->
                ack.edit().body(SDP, rewritten).build();
            case Anchored.Refused(var status, var reason) -> {
                LOG.warn("The answer in the ACK of call {} is not anchored: {} {}", key, status, reason);
                yield ack;
            }
        };
    }

    /** The call is over. */
    void end(SipMessage bye, Leg leg) {
        var key = leg.key(bye.callId());
        TraceContext.run(Set.of(bye.callId()), () -> calls.find(key).ifPresent(facts -> end(key, facts)));
    }

    private void end(String key, CallFacts facts) {
        if (!facts.relay().isEmpty()) {
            anchor.release(facts.relay(), key, facts.offerer());
        }
        if (!facts.policySession().isEmpty()) {
            policy.release(facts.policySession());
        }
        calls.remove(key);
    }
}
