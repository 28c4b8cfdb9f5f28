package io.carillon.diameter.sh;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.sh.ShAvps.USER_DATA;
import static io.carillon.diameter.sh.ShAvps.WILDCARDED_IMPU;
import static io.carillon.diameter.sh.ShAvps.WILDCARDED_PUBLIC_IDENTITY;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Result;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** TS 29.329 §6.1.2, User-Data-Answer */
public record UserDataAnswer(
        Envelope envelope,
        Result result,
        List<SupportedFeatures> supportedFeatures,
        Optional<String> wildcardedPublicIdentity,
        Optional<String> wildcardedImpu,
        Optional<String> userData,
        List<Avp> extra)
        implements ShAnswer {
    public static final Grammar<UserDataAnswer> GRAMMAR = ShMessages.answer(
                    UserDataAnswer.class, MethodHandles.lookup())
            .repeated(SUPPORTED_FEATURES, UserDataAnswer::supportedFeatures)
            .optional(WILDCARDED_PUBLIC_IDENTITY, UserDataAnswer::wildcardedPublicIdentity)
            .optional(WILDCARDED_IMPU, UserDataAnswer::wildcardedImpu)
            .optional(USER_DATA, UserDataAnswer::userData)
            .extra(UserDataAnswer::extra);

    public static Draft<UserDataAnswer> draft() {
        return GRAMMAR.draft();
    }
}
