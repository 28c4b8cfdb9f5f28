package io.carillon.diameter.cx;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.cx.CxAvps.SERVER_CAPABILITIES;
import static io.carillon.diameter.cx.CxAvps.SERVER_NAME;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Result;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** TS 29.229 §6.1.1, User-Authorization-Answer */
public record UserAuthorizationAnswer(
        Envelope envelope,
        Result result,
        List<SupportedFeatures> supportedFeatures,
        Optional<String> serverName,
        Optional<ServerCapabilities> serverCapabilities,
        List<Avp> extra)
        implements CxAnswer {
    public static final Grammar<UserAuthorizationAnswer> GRAMMAR = CxMessages.answer(
                    UserAuthorizationAnswer.class, MethodHandles.lookup())
            .repeated(SUPPORTED_FEATURES, UserAuthorizationAnswer::supportedFeatures)
            .optional(SERVER_NAME, UserAuthorizationAnswer::serverName)
            .optional(SERVER_CAPABILITIES, UserAuthorizationAnswer::serverCapabilities)
            .extra(UserAuthorizationAnswer::extra);

    public static Draft<UserAuthorizationAnswer> draft() {
        return GRAMMAR.draft();
    }
}
