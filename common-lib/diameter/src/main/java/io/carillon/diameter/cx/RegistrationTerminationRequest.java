package io.carillon.diameter.cx;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.BaseAvps.USER_NAME;
import static io.carillon.diameter.cx.CxAvps.ASSOCIATED_IDENTITIES;
import static io.carillon.diameter.cx.CxAvps.DEREGISTRATION_REASON;
import static io.carillon.diameter.cx.CxAvps.PUBLIC_IDENTITY;
import static io.carillon.diameter.cx.CxAvps.RTR_FLAGS;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** TS 29.229 §6.1.9, Registration-Termination-Request */
public record RegistrationTerminationRequest(
        Envelope envelope,
        String userName,
        Optional<AssociatedIdentities> associatedIdentities,
        List<SupportedFeatures> supportedFeatures,
        List<String> publicIdentities,
        DeregistrationReason reason,
        Optional<Long> flags,
        List<Avp> extra)
        implements CxRequest<RegistrationTerminationAnswer> {
    public static final Grammar<RegistrationTerminationRequest> GRAMMAR = CxMessages.requestToHost(
                    RegistrationTerminationRequest.class, MethodHandles.lookup())
            .required(USER_NAME, RegistrationTerminationRequest::userName)
            .optional(ASSOCIATED_IDENTITIES, RegistrationTerminationRequest::associatedIdentities)
            .repeated(SUPPORTED_FEATURES, RegistrationTerminationRequest::supportedFeatures)
            .repeated(PUBLIC_IDENTITY, RegistrationTerminationRequest::publicIdentities)
            .required(DEREGISTRATION_REASON, RegistrationTerminationRequest::reason)
            .optional(RTR_FLAGS, RegistrationTerminationRequest::flags)
            .extra(RegistrationTerminationRequest::extra);

    public static Draft<RegistrationTerminationRequest> draft() {
        return GRAMMAR.draft();
    }
}
