package io.carillon.diameter.rx;

import static io.carillon.diameter.BaseAvps.AUTH_SESSION_STATE;
import static io.carillon.diameter.BaseAvps.CALLED_STATION_ID;
import static io.carillon.diameter.BaseAvps.FRAMED_IPV6_PREFIX;
import static io.carillon.diameter.BaseAvps.FRAMED_IP_ADDRESS;
import static io.carillon.diameter.BaseAvps.SUBSCRIPTION_ID;
import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.rx.RxAvps.AF_APPLICATION_IDENTIFIER;
import static io.carillon.diameter.rx.RxAvps.AF_CHARGING_IDENTIFIER;
import static io.carillon.diameter.rx.RxAvps.IP_DOMAIN_ID;
import static io.carillon.diameter.rx.RxAvps.MEDIA_COMPONENT_DESCRIPTION;
import static io.carillon.diameter.rx.RxAvps.MPS_IDENTIFIER;
import static io.carillon.diameter.rx.RxAvps.REQUIRED_ACCESS_INFO;
import static io.carillon.diameter.rx.RxAvps.RESERVATION_PRIORITY;
import static io.carillon.diameter.rx.RxAvps.RX_REQUEST_TYPE;
import static io.carillon.diameter.rx.RxAvps.SERVICE_INFO_STATUS;
import static io.carillon.diameter.rx.RxAvps.SERVICE_URN;
import static io.carillon.diameter.rx.RxAvps.SIP_FORKING_INDICATION;
import static io.carillon.diameter.rx.RxAvps.SPECIFIC_ACTION;

import io.carillon.diameter.AuthSessionState;
import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Octets;
import io.carillon.diameter.SubscriptionId;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** TS 29.214 §5.6.1, AA-Request */
public record AaRequest(
        Envelope envelope,
        Optional<AuthSessionState> authSessionState,
        Optional<String> ipDomainId,
        Optional<String> afApplicationIdentifier,
        List<MediaComponentDescription> mediaComponents,
        Optional<ServiceInfoStatus> serviceInfoStatus,
        Optional<String> afChargingIdentifier,
        Optional<SipForkingIndication> sipForkingIndication,
        List<SpecificAction> specificActions,
        List<SubscriptionId> subscriptionIds,
        List<SupportedFeatures> supportedFeatures,
        Optional<ReservationPriority> reservationPriority,
        Optional<InetAddress> framedIpAddress,
        Optional<Octets> framedIpv6Prefix,
        Optional<String> calledStationId,
        Optional<String> serviceUrn,
        Optional<Octets> mpsIdentifier,
        Optional<RxRequestType> rxRequestType,
        List<RequiredAccessInfo> requiredAccessInfo,
        List<Avp> extra)
        implements RxRequest<AaAnswer> {
    public static final Grammar<AaRequest> GRAMMAR = RxMessages.request(AaRequest.class, MethodHandles.lookup())
            .optional(AUTH_SESSION_STATE, AaRequest::authSessionState)
            .optional(IP_DOMAIN_ID, AaRequest::ipDomainId)
            .optional(AF_APPLICATION_IDENTIFIER, AaRequest::afApplicationIdentifier)
            .repeated(MEDIA_COMPONENT_DESCRIPTION, AaRequest::mediaComponents)
            .optional(SERVICE_INFO_STATUS, AaRequest::serviceInfoStatus)
            .optional(AF_CHARGING_IDENTIFIER, AaRequest::afChargingIdentifier)
            .optional(SIP_FORKING_INDICATION, AaRequest::sipForkingIndication)
            .repeated(SPECIFIC_ACTION, AaRequest::specificActions)
            .repeated(SUBSCRIPTION_ID, AaRequest::subscriptionIds)
            .repeated(SUPPORTED_FEATURES, AaRequest::supportedFeatures)
            .optional(RESERVATION_PRIORITY, AaRequest::reservationPriority)
            .optional(FRAMED_IP_ADDRESS, AaRequest::framedIpAddress)
            .optional(FRAMED_IPV6_PREFIX, AaRequest::framedIpv6Prefix)
            .optional(CALLED_STATION_ID, AaRequest::calledStationId)
            .optional(SERVICE_URN, AaRequest::serviceUrn)
            .optional(MPS_IDENTIFIER, AaRequest::mpsIdentifier)
            .optional(RX_REQUEST_TYPE, AaRequest::rxRequestType)
            .repeated(REQUIRED_ACCESS_INFO, AaRequest::requiredAccessInfo)
            .extra(AaRequest::extra);

    public static Draft<AaRequest> draft() {
        return GRAMMAR.draft();
    }
}
