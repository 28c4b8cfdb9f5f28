package io.carillon.diameter.cx;

import io.carillon.diameter.Application;
import io.carillon.diameter.Attribute;
import io.carillon.diameter.AuthSessionState;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.GrammarBuilder;
import io.carillon.diameter.Procedure;
import io.carillon.diameter.Result;
import io.carillon.diameter.VendorSpecificApplicationId;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** The Cx and Dx application (TS 29.229 §5, §6.1). */
public final class Cx {
    static final long ID = 16_777_216;

    public static final Application APPLICATION = new Application(
            "Cx",
            ID,
            Attribute.THREE_GPP,
            CxAvps.DICTIONARY,
            List.of(
                    new Procedure<>(
                            300,
                            "UAR",
                            "UAA",
                            UserAuthorizationRequest.class,
                            UserAuthorizationRequest.GRAMMAR,
                            UserAuthorizationAnswer.class,
                            UserAuthorizationAnswer.GRAMMAR),
                    new Procedure<>(
                            301,
                            "SAR",
                            "SAA",
                            ServerAssignmentRequest.class,
                            ServerAssignmentRequest.GRAMMAR,
                            ServerAssignmentAnswer.class,
                            ServerAssignmentAnswer.GRAMMAR),
                    new Procedure<>(
                            302,
                            "LIR",
                            "LIA",
                            LocationInfoRequest.class,
                            LocationInfoRequest.GRAMMAR,
                            LocationInfoAnswer.class,
                            LocationInfoAnswer.GRAMMAR),
                    new Procedure<>(
                            303,
                            "MAR",
                            "MAA",
                            MultimediaAuthRequest.class,
                            MultimediaAuthRequest.GRAMMAR,
                            MultimediaAuthAnswer.class,
                            MultimediaAuthAnswer.GRAMMAR),
                    new Procedure<>(
                            304,
                            "RTR",
                            "RTA",
                            RegistrationTerminationRequest.class,
                            RegistrationTerminationRequest.GRAMMAR,
                            RegistrationTerminationAnswer.class,
                            RegistrationTerminationAnswer.GRAMMAR),
                    new Procedure<>(
                            305,
                            "PPR",
                            "PPA",
                            PushProfileRequest.class,
                            PushProfileRequest.GRAMMAR,
                            PushProfileAnswer.class,
                            PushProfileAnswer.GRAMMAR)));

    private Cx() {}

    static <R extends Record & CxRequest<?>> GrammarBuilder<R> request(Class<R> type, MethodHandles.Lookup lookup) {
        return common(Grammar.of(type, lookup, CxAvps.DICTIONARY).inline(Envelope.REQUEST, R::envelope));
    }

    static <R extends Record & CxRequest<?>> GrammarBuilder<R> requestToHost(
            Class<R> type, MethodHandles.Lookup lookup) {
        return common(Grammar.of(type, lookup, CxAvps.DICTIONARY).inline(Envelope.REQUEST_TO_HOST, R::envelope));
    }

    static <R extends Record & CxAnswer> GrammarBuilder<R> answer(Class<R> type, MethodHandles.Lookup lookup) {
        return common(Grammar.of(type, lookup, CxAvps.DICTIONARY).inline(Envelope.ANSWER, R::envelope))
                .inline(Result.GRAMMAR, R::result);
    }

    private static <R> GrammarBuilder<R> common(GrammarBuilder<R> grammar) {
        return grammar.constant(
                        BaseAvps.VENDOR_SPECIFIC_APPLICATION_ID,
                        VendorSpecificApplicationId.auth(Attribute.THREE_GPP, ID))
                .constant(BaseAvps.AUTH_SESSION_STATE, AuthSessionState.NO_STATE_MAINTAINED);
    }
}
