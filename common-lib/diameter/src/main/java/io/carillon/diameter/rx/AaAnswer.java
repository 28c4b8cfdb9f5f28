package io.carillon.diameter.rx;

import static io.carillon.diameter.BaseAvps.AUTH_SESSION_STATE;
import static io.carillon.diameter.BaseAvps.CLASS;
import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.rx.RxAvps.ACCEPTABLE_SERVICE_INFO;
import static io.carillon.diameter.rx.RxAvps.ACCESS_NETWORK_CHARGING_ADDRESS;
import static io.carillon.diameter.rx.RxAvps.ACCESS_NETWORK_CHARGING_IDENTIFIER;
import static io.carillon.diameter.rx.RxAvps.AN_GW_ADDRESS;
import static io.carillon.diameter.rx.RxAvps.IP_CAN_TYPE;
import static io.carillon.diameter.rx.RxAvps.NETLOC_ACCESS_SUPPORT;
import static io.carillon.diameter.rx.RxAvps.RAT_TYPE;
import static io.carillon.diameter.rx.RxAvps.RETRY_INTERVAL;

import io.carillon.diameter.AuthSessionState;
import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Octets;
import io.carillon.diameter.Result;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** TS 29.214 §5.6.1, AA-Answer */
public record AaAnswer(
        Envelope envelope,
        Result result,
        Optional<AuthSessionState> authSessionState,
        List<AccessNetworkChargingIdentifier> chargingIdentifiers,
        Optional<InetAddress> chargingAddress,
        Optional<AcceptableServiceInfo> acceptableServiceInfo,
        List<InetAddress> gatewayAddresses,
        Optional<IpCanType> ipCanType,
        Optional<Long> ratType,
        Optional<Long> netlocAccessSupport,
        Optional<Long> retryInterval,
        List<SupportedFeatures> supportedFeatures,
        List<Octets> classes,
        List<Avp> extra)
        implements RxAnswer {
    public static final Grammar<AaAnswer> GRAMMAR = RxMessages.answer(AaAnswer.class, MethodHandles.lookup())
            .optional(AUTH_SESSION_STATE, AaAnswer::authSessionState)
            .repeated(ACCESS_NETWORK_CHARGING_IDENTIFIER, AaAnswer::chargingIdentifiers)
            .optional(ACCESS_NETWORK_CHARGING_ADDRESS, AaAnswer::chargingAddress)
            .optional(ACCEPTABLE_SERVICE_INFO, AaAnswer::acceptableServiceInfo)
            .repeated(AN_GW_ADDRESS, AaAnswer::gatewayAddresses)
            .optional(IP_CAN_TYPE, AaAnswer::ipCanType)
            .optional(RAT_TYPE, AaAnswer::ratType)
            .optional(NETLOC_ACCESS_SUPPORT, AaAnswer::netlocAccessSupport)
            .optional(RETRY_INTERVAL, AaAnswer::retryInterval)
            .repeated(SUPPORTED_FEATURES, AaAnswer::supportedFeatures)
            .repeated(CLASS, AaAnswer::classes)
            .extra(AaAnswer::extra);

    public static Draft<AaAnswer> draft() {
        return GRAMMAR.draft();
    }
}
