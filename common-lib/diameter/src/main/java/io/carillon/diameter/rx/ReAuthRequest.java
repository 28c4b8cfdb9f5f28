package io.carillon.diameter.rx;

import static io.carillon.diameter.BaseAvps.CLASS;
import static io.carillon.diameter.BaseAvps.SUBSCRIPTION_ID;
import static io.carillon.diameter.rx.RxAvps.ABORT_CAUSE;
import static io.carillon.diameter.rx.RxAvps.ACCESS_NETWORK_CHARGING_ADDRESS;
import static io.carillon.diameter.rx.RxAvps.ACCESS_NETWORK_CHARGING_IDENTIFIER;
import static io.carillon.diameter.rx.RxAvps.AN_GW_ADDRESS;
import static io.carillon.diameter.rx.RxAvps.FLOWS;
import static io.carillon.diameter.rx.RxAvps.IP_CAN_TYPE;
import static io.carillon.diameter.rx.RxAvps.RAT_TYPE;
import static io.carillon.diameter.rx.RxAvps.SPECIFIC_ACTION;
import static io.carillon.diameter.rx.RxAvps.TGPP_MS_TIMEZONE;
import static io.carillon.diameter.rx.RxAvps.TGPP_SGSN_MCC_MNC;
import static io.carillon.diameter.rx.RxAvps.TGPP_USER_LOCATION_INFO;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Octets;
import io.carillon.diameter.SubscriptionId;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** TS 29.214 §5.6.3, Re-Auth-Request */
public record ReAuthRequest(
        Envelope envelope,
        List<SpecificAction> specificActions,
        List<AccessNetworkChargingIdentifier> chargingIdentifiers,
        Optional<InetAddress> chargingAddress,
        List<InetAddress> gatewayAddresses,
        List<Flows> flows,
        List<SubscriptionId> subscriptionIds,
        Optional<AbortCause> abortCause,
        Optional<IpCanType> ipCanType,
        Optional<Long> ratType,
        Optional<String> mccMnc,
        Optional<Octets> userLocationInfo,
        Optional<Octets> timeZone,
        List<Octets> classes,
        List<Avp> extra)
        implements RxRequest<ReAuthAnswer> {
    public static final Grammar<ReAuthRequest> GRAMMAR = RxMessages.requestToHost(
                    ReAuthRequest.class, MethodHandles.lookup())
            .some(SPECIFIC_ACTION, ReAuthRequest::specificActions)
            .repeated(ACCESS_NETWORK_CHARGING_IDENTIFIER, ReAuthRequest::chargingIdentifiers)
            .optional(ACCESS_NETWORK_CHARGING_ADDRESS, ReAuthRequest::chargingAddress)
            .repeated(AN_GW_ADDRESS, ReAuthRequest::gatewayAddresses)
            .repeated(FLOWS, ReAuthRequest::flows)
            .repeated(SUBSCRIPTION_ID, ReAuthRequest::subscriptionIds)
            .optional(ABORT_CAUSE, ReAuthRequest::abortCause)
            .optional(IP_CAN_TYPE, ReAuthRequest::ipCanType)
            .optional(RAT_TYPE, ReAuthRequest::ratType)
            .optional(TGPP_SGSN_MCC_MNC, ReAuthRequest::mccMnc)
            .optional(TGPP_USER_LOCATION_INFO, ReAuthRequest::userLocationInfo)
            .optional(TGPP_MS_TIMEZONE, ReAuthRequest::timeZone)
            .repeated(CLASS, ReAuthRequest::classes)
            .extra(ReAuthRequest::extra);

    public static Draft<ReAuthRequest> draft() {
        return GRAMMAR.draft();
    }
}
