package io.carillon.diameter.cx;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.BaseAvps.USER_NAME;
import static io.carillon.diameter.cx.CxAvps.CHARGING_INFORMATION;
import static io.carillon.diameter.cx.CxAvps.SIP_AUTH_DATA_ITEM;
import static io.carillon.diameter.cx.CxAvps.USER_DATA;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** TS 29.229 §6.1.11, Push-Profile-Request */
public record PushProfileRequest(
        Envelope envelope,
        String userName,
        List<SupportedFeatures> supportedFeatures,
        Optional<String> userData,
        Optional<ChargingInformation> chargingInformation,
        Optional<SipAuthDataItem> authData,
        List<Avp> extra)
        implements CxRequest<PushProfileAnswer> {
    public static final Grammar<PushProfileRequest> GRAMMAR = CxMessages.requestToHost(
                    PushProfileRequest.class, MethodHandles.lookup())
            .required(USER_NAME, PushProfileRequest::userName)
            .repeated(SUPPORTED_FEATURES, PushProfileRequest::supportedFeatures)
            .optional(USER_DATA, PushProfileRequest::userData)
            .optional(CHARGING_INFORMATION, PushProfileRequest::chargingInformation)
            .optional(SIP_AUTH_DATA_ITEM, PushProfileRequest::authData)
            .extra(PushProfileRequest::extra);

    public static Draft<PushProfileRequest> draft() {
        return GRAMMAR.draft();
    }
}
