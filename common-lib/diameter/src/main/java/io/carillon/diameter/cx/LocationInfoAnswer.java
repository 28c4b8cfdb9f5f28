package io.carillon.diameter.cx;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.cx.CxAvps.LIA_FLAGS;
import static io.carillon.diameter.cx.CxAvps.SERVER_CAPABILITIES;
import static io.carillon.diameter.cx.CxAvps.SERVER_NAME;
import static io.carillon.diameter.cx.CxAvps.WILDCARDED_PUBLIC_IDENTITY;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Result;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** TS 29.229 §6.1.5, Location-Info-Answer */
public record LocationInfoAnswer(
        Envelope envelope,
        Result result,
        List<SupportedFeatures> supportedFeatures,
        Optional<String> serverName,
        Optional<ServerCapabilities> serverCapabilities,
        Optional<String> wildcardedPublicIdentity,
        Optional<Long> flags,
        List<Avp> extra)
        implements CxAnswer {
    public static final Grammar<LocationInfoAnswer> GRAMMAR = CxMessages.answer(
                    LocationInfoAnswer.class, MethodHandles.lookup())
            .repeated(SUPPORTED_FEATURES, LocationInfoAnswer::supportedFeatures)
            .optional(SERVER_NAME, LocationInfoAnswer::serverName)
            .optional(SERVER_CAPABILITIES, LocationInfoAnswer::serverCapabilities)
            .optional(WILDCARDED_PUBLIC_IDENTITY, LocationInfoAnswer::wildcardedPublicIdentity)
            .optional(LIA_FLAGS, LocationInfoAnswer::flags)
            .extra(LocationInfoAnswer::extra);

    public static Draft<LocationInfoAnswer> draft() {
        return GRAMMAR.draft();
    }
}
