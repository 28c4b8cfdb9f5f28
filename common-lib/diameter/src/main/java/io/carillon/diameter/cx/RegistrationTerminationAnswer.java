package io.carillon.diameter.cx;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.cx.CxAvps.ASSOCIATED_IDENTITIES;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Result;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** TS 29.229 §6.1.9, Registration-Termination-Answer */
public record RegistrationTerminationAnswer(
        Envelope envelope,
        Result result,
        Optional<AssociatedIdentities> associatedIdentities,
        List<SupportedFeatures> supportedFeatures,
        List<Avp> extra)
        implements CxAnswer {
    public static final Grammar<RegistrationTerminationAnswer> GRAMMAR = CxMessages.answer(
                    RegistrationTerminationAnswer.class, MethodHandles.lookup())
            .optional(ASSOCIATED_IDENTITIES, RegistrationTerminationAnswer::associatedIdentities)
            .repeated(SUPPORTED_FEATURES, RegistrationTerminationAnswer::supportedFeatures)
            .extra(RegistrationTerminationAnswer::extra);

    public static Draft<RegistrationTerminationAnswer> draft() {
        return GRAMMAR.draft();
    }
}
