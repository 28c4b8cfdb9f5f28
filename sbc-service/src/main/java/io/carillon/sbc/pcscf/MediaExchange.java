package io.carillon.sbc.pcscf;

import io.carillon.sbc.media.MediaAnchor;
import io.carillon.sbc.media.MediaAnchor.Anchored;
import io.carillon.sbc.media.MediaAnchor.Crossing;
import io.carillon.sbc.media.MediaAnchor.Family;
import io.carillon.sbc.pcscf.SessionMedia.Rules;
import io.carillon.sdp.NegotiatedMedia.Party;
import io.carillon.sdp.SdpBody;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The offers and answers in one request and its responses (RFC 3264); the facts they change are kept before they go on. */
final class MediaExchange {
    private static final Logger LOG = LoggerFactory.getLogger(MediaExchange.class);
    private static final int NOT_ACCEPTABLE = 488;

    private final MediaAnchor anchor;
    private final Rules rules;
    private final Records records;
    private final MediaConsent consent;
    private final Call call;
    private final SipRequest request;
    private final boolean fromPhone;
    /** The request's offer as the phone sees it. */
    private byte[] offer = {};

    /** @param consent to what this request and its responses agree on */
    MediaExchange(
            MediaAnchor anchor,
            Rules rules,
            Records records,
            MediaConsent consent,
            Call call,
            SipRequest request,
            boolean fromPhone) {
        this.anchor = anchor;
        this.rules = rules;
        this.records = records;
        this.consent = consent;
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
        var body = SessionMedia.sdp(request).orElse(null);
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
            return with(body, rewritten);
        }
        var rewritten = offered(sender, request.toTag(), body.sdp(), fromPhone);
        offer = fromPhone ? body.sdp() : rewritten;
        return with(body, rewritten);
    }

    private SipRequest with(SdpBody body, byte[] rewritten) {
        return Arrays.equals(rewritten, body.sdp())
                ? request
                : request.edit()
                        .body(SessionMedia.type(request), body.with(rewritten))
                        .build();
    }

    /** The offer in a reliable provisional response is answered in its PRACK (RFC 3262 §5). */
    private boolean answersEarlierOffer() {
        return request.is(Method.PRACK) && !call.facts().media().pendingOffer().isEmpty();
    }

    /**
     * The response with its answer, or the other side's offer, rewritten. A 2xx whose media no relay carries is a
     * failure to the caller: never a call without sound.
     */
    SipResponse response(SipResponse response) {
        try {
            var body =
                    response.status() >= 300 ? null : SessionMedia.sdp(response).orElse(null);
            if (body == null) {
                keep(response);
                return response;
            }
            if (!fromPhone) {
                call.change(facts -> facts.accounting(account -> account.answeredFrom(response)));
            }
            var rewritten = rewritten(response, body.sdp());
            keep(response);
            return Arrays.equals(rewritten, body.sdp())
                    ? response
                    : response.edit()
                            .body(SessionMedia.type(response), body.with(rewritten))
                            .build();
        } catch (SipFailure failure) {
            if (response.isProvisional() && !consent.isRefused()) {
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

    /** Before the response goes on, if anybody can answer it: after a reliable one a PRACK may come to another border. */
    private void keep(SipResponse response) {
        if (response.isSuccess() || response.has(HeaderName.RSEQ)) {
            call.keep();
        } else if (response.isProvisional()) {
            call.keepSoon();
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
        checkPlaces(sdp, byPhone, MediaConsent.BAD_ANSWER);
        var relay = call.facts().media().relay();
        return switch (anchor.answer(relay, call.key(), from, to, sdp, crossing(byPhone))) {
            case Anchored.Done(var holder, var rewritten) -> {
                consent.ask(offered, byPhone ? sdp : rewritten, byPhone ? Party.ANSWERER : Party.OFFERER);
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
}
