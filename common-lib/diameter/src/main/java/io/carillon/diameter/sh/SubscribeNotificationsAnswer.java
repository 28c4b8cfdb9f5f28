package io.carillon.diameter.sh;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.sh.ShAvps.EXPIRY_TIME;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** TS 29.329 §6.1.6, Subscribe-Notifications-Answer */
public record SubscribeNotificationsAnswer(
        Envelope envelope,
        Result result,
        List<SupportedFeatures> supportedFeatures,
        Optional<String> wildcardedPublicIdentity,
        Optional<String> wildcardedImpu,
        Optional<String> userData,
        Optional<Instant> expiry,
        List<Avp> extra)
        implements ShAnswer {
    public static final Grammar<SubscribeNotificationsAnswer> GRAMMAR = ShMessages.answer(
                    SubscribeNotificationsAnswer.class, MethodHandles.lookup())
            .repeated(SUPPORTED_FEATURES, SubscribeNotificationsAnswer::supportedFeatures)
            .optional(WILDCARDED_PUBLIC_IDENTITY, SubscribeNotificationsAnswer::wildcardedPublicIdentity)
            .optional(WILDCARDED_IMPU, SubscribeNotificationsAnswer::wildcardedImpu)
            .optional(USER_DATA, SubscribeNotificationsAnswer::userData)
            .optional(EXPIRY_TIME, SubscribeNotificationsAnswer::expiry)
            .extra(SubscribeNotificationsAnswer::extra);

    public static Draft<SubscribeNotificationsAnswer> draft() {
        return GRAMMAR.draft();
    }
}
