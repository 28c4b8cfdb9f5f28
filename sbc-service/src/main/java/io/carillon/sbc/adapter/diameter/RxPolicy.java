package io.carillon.sbc.adapter.diameter;

import io.carillon.diameter.AuthSessionState;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Octets;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.SubscriptionId;
import io.carillon.diameter.SubscriptionIdType;
import io.carillon.diameter.TerminationCause;
import io.carillon.diameter.rx.AaAnswer;
import io.carillon.diameter.rx.AaRequest;
import io.carillon.diameter.rx.FlowStatus;
import io.carillon.diameter.rx.FlowUsage;
import io.carillon.diameter.rx.MediaComponentDescription;
import io.carillon.diameter.rx.MediaSubComponent;
import io.carillon.diameter.rx.MediaType;
import io.carillon.diameter.rx.RxAvps;
import io.carillon.diameter.rx.RxRequestType;
import io.carillon.diameter.rx.ServiceInfoStatus;
import io.carillon.diameter.rx.SessionTerminationRequest;
import io.carillon.diameter.rx.SpecificAction;
import io.carillon.sbc.policy.PolicyFunction;
import io.carillon.sdp.Direction;
import io.carillon.sdp.NegotiatedMedia;
import io.carillon.sdp.NegotiatedMedia.Party;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Rx client: service information derived from offer and answer (TS 29.214 §4.4, TS 29.213 §6.2). */
public final class RxPolicy implements PolicyFunction {
    private static final Logger LOG = LoggerFactory.getLogger(RxPolicy.class);
    /** Where b=AS is absent: bit/s of one voice stream (TS 29.213 §6.2 leaves it to the operator). */
    private static final long USUAL_BANDWIDTH = 64_000;

    /** Unsigned32; what is beyond is told by Extended-Max-Requested-BW (TS 29.214 §4.4.10), which we do not speak. */
    private static final long MOST_BANDWIDTH = 0xffff_ffffL;

    private final DiameterClient client;
    private final Duration deadline;

    public RxPolicy(DiameterClient client, Duration deadline) {
        this.client = client;
        this.deadline = deadline;
    }

    @Override
    public Authorization authorize(MediaSession wanted) {
        var session = wanted.session().orElseGet(client::newSessionId);
        var request = request(session, wanted.ue(), wanted.subscriber())
                .set(RxAvps.AF_APPLICATION_IDENTIFIER, "urn:urn-7:3gpp-service.ims.icsi.mmtel")
                .set(RxAvps.SERVICE_INFO_STATUS, ServiceInfoStatus.FINAL_SERVICE_INFORMATION);
        if (!wanted.chargingIdentifier().isEmpty()) {
            request.set(RxAvps.AF_CHARGING_IDENTIFIER, wanted.chargingIdentifier());
        }
        for (var media : wanted.media()) {
            request.add(RxAvps.MEDIA_COMPONENT_DESCRIPTION, component(media, wanted.side()));
        }
        return ask(session, request.build());
    }

    @Override
    public Authorization watchSignalling(InetAddress ue, String subscriber, String access) {
        var session = client.newSessionId();
        var component = MediaComponentDescription.draft()
                .set(RxAvps.MEDIA_COMPONENT_NUMBER, 0L)
                .add(RxAvps.MEDIA_SUB_COMPONENT, MediaSubComponent.of(0, FlowUsage.AF_SIGNALLING, List.of()))
                .build();
        return ask(
                session,
                request(session, ue, subscriber)
                        .add(RxAvps.MEDIA_COMPONENT_DESCRIPTION, component)
                        .build());
    }

    /** A modification that changes nothing (§4.4.2): the policy function answers to whoever spoke last. */
    @Override
    public void adopt(String session, InetAddress ue, String subscriber, String chargingIdentifier) {
        if (client.ask(request(session, ue, subscriber).build(), deadline)
                instanceof Outcome.Unanswered<?> unanswered) {
            LOG.warn("Rx session {} stays with a node that is gone: {}", session, unanswered.reason());
        }
    }

    /** No session comes of it (§4.4.7). */
    @Override
    public void restore(String watching, InetAddress ue, String subscriber) {
        var request = about(client.newSessionId(), ue, subscriber)
                .set(BaseAvps.AUTH_SESSION_STATE, AuthSessionState.NO_STATE_MAINTAINED)
                .set(RxAvps.RX_REQUEST_TYPE, RxRequestType.PCSCF_RESTORATION)
                .build();
        switch (client.ask(request, deadline)) {
            case Outcome.Answered<AaAnswer>(var aaa) ->
                LOG.info("{} shall find another border: {}", subscriber, aaa.result());
            case Outcome.Unanswered<AaAnswer>(var reason) ->
                LOG.warn("{} is not told to find another border: {}", subscriber, reason);
        }
    }

    /** Whose it is, and of which ends we want to hear. */
    private static Draft<AaRequest> request(String session, InetAddress ue, String subscriber) {
        return about(session, ue, subscriber)
                .add(RxAvps.SPECIFIC_ACTION, SpecificAction.INDICATION_OF_LOSS_OF_BEARER)
                .add(RxAvps.SPECIFIC_ACTION, SpecificAction.INDICATION_OF_RELEASE_OF_BEARER);
    }

    private static Draft<AaRequest> about(String session, InetAddress ue, String subscriber) {
        var request = AaRequest.draft().envelope(Envelope.session(session));
        if (ue instanceof Inet4Address) {
            request.set(BaseAvps.FRAMED_IP_ADDRESS, ue);
        } else {
            request.set(BaseAvps.FRAMED_IPV6_PREFIX, prefix(ue.getAddress()));
        }
        subscription(subscriber).ifPresent(id -> request.add(BaseAvps.SUBSCRIPTION_ID, id));
        return request;
    }

    private Authorization ask(String session, AaRequest request) {
        return switch (client.ask(request, deadline)) {
            case Outcome.Answered<AaAnswer>(var aaa) ->
                aaa.result().success()
                        ? new Authorization.Granted(session)
                        : new Authorization.Refused(aaa.result().toString());
            case Outcome.Unanswered<AaAnswer>(var reason) ->
                new Authorization.Unavailable(reason == Outcome.Reason.NO_PEER ? "" : session, reason.toString());
        };
    }

    /** A /128 prefix as an AVP of RFC 3162 §2.3: reserved octet, length, address. */
    private static Octets prefix(byte[] address) {
        var octets = new byte[18];
        octets[1] = (byte) 128;
        System.arraycopy(address, 0, octets, 2, Math.min(16, address.length));
        return Octets.of(octets);
    }

    private static Optional<SubscriptionId> subscription(String identity) {
        if (identity.startsWith("tel:+")) {
            return Optional.of(SubscriptionId.of(SubscriptionIdType.E164, identity.substring("tel:+".length())));
        }
        return identity.startsWith("sip:")
                ? Optional.of(SubscriptionId.of(SubscriptionIdType.SIP_URI, identity))
                : Optional.empty();
    }

    /** One m= line (TS 29.213 table 6.2.1): flows in both directions, bandwidth in bit/s, status by direction. */
    private static MediaComponentDescription component(NegotiatedMedia media, Party ue) {
        var component = MediaComponentDescription.draft()
                .set(RxAvps.MEDIA_COMPONENT_NUMBER, (long) media.number())
                .set(RxAvps.MEDIA_TYPE, type(media.kind()))
                .set(RxAvps.FLOW_STATUS, media.enabled() ? status(media.direction(ue)) : FlowStatus.REMOVED)
                .set(RxAvps.MAX_REQUESTED_BANDWIDTH_UL, bandwidth(media.uplinkBandwidth(ue)))
                .set(RxAvps.MAX_REQUESTED_BANDWIDTH_DL, bandwidth(media.downlinkBandwidth(ue)))
                .add(
                        RxAvps.CODEC_DATA,
                        codecData(ue == Party.OFFERER ? "uplink" : "downlink", "offer", media.offerer()))
                .add(
                        RxAvps.CODEC_DATA,
                        codecData(ue == Party.OFFERER ? "downlink" : "uplink", "answer", media.answerer()));
        if (media.enabled()) {
            for (var flow : media.flows(ue)) {
                component.add(
                        RxAvps.MEDIA_SUB_COMPONENT,
                        MediaSubComponent.of(
                                flow.number(),
                                flow.rtcp() ? FlowUsage.RTCP : FlowUsage.NO_INFORMATION,
                                List.of(flow.uplink(), flow.downlink())));
            }
        }
        return component.build();
    }

    /** Codec-Data (TS 29.214 §5.3.7): direction, which of the two it was, and its lines. */
    private static String codecData(String direction, String kind, NegotiatedMedia.Side side) {
        var text = new StringBuilder(direction).append('\n').append(kind);
        for (var line : side.lines()) {
            text.append('\n').append(line.type()).append('=').append(line.value());
        }
        return text.toString();
    }

    private static MediaType type(String kind) {
        return switch (kind) {
            case "audio" -> MediaType.AUDIO;
            case "video" -> MediaType.VIDEO;
            case "text" -> MediaType.TEXT;
            case "message" -> MediaType.MESSAGE;
            case "application" -> MediaType.APPLICATION;
            default -> MediaType.OTHER;
        };
    }

    private static FlowStatus status(Direction direction) {
        if (direction.sends()) {
            return direction.receives() ? FlowStatus.ENABLED : FlowStatus.ENABLED_UPLINK;
        }
        return direction.receives() ? FlowStatus.ENABLED_DOWNLINK : FlowStatus.DISABLED;
    }

    private static long bandwidth(OptionalLong written) {
        return Math.min(written.orElse(USUAL_BANDWIDTH), MOST_BANDWIDTH);
    }

    @Override
    public void release(String session) {
        var request = SessionTerminationRequest.draft()
                .envelope(Envelope.session(session))
                .set(BaseAvps.TERMINATION_CAUSE, TerminationCause.LOGOUT)
                .build();
        if (client.ask(request, deadline) instanceof Outcome.Unanswered<?> unanswered) {
            LOG.warn("Rx session {} is not ended at the policy function: {}", session, unanswered.reason());
        }
    }
}
