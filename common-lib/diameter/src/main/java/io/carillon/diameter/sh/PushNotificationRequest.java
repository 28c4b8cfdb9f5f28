package io.carillon.diameter.sh;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.BaseAvps.USER_NAME;
import static io.carillon.diameter.sh.ShAvps.USER_DATA;
import static io.carillon.diameter.sh.ShAvps.USER_IDENTITY;
import static io.carillon.diameter.sh.ShAvps.WILDCARDED_IMPU;
import static io.carillon.diameter.sh.ShAvps.WILDCARDED_PUBLIC_IDENTITY;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** TS 29.329 §6.1.7, Push-Notification-Request */
public record PushNotificationRequest(
        Envelope envelope,
        List<SupportedFeatures> supportedFeatures,
        UserIdentity user,
        Optional<String> wildcardedPublicIdentity,
        Optional<String> wildcardedImpu,
        Optional<String> userName,
        String userData,
        List<Avp> extra)
        implements ShRequest<PushNotificationAnswer> {
    public static final Grammar<PushNotificationRequest> GRAMMAR = ShMessages.requestToHost(
                    PushNotificationRequest.class, MethodHandles.lookup())
            .repeated(SUPPORTED_FEATURES, PushNotificationRequest::supportedFeatures)
            .required(USER_IDENTITY, PushNotificationRequest::user)
            .optional(WILDCARDED_PUBLIC_IDENTITY, PushNotificationRequest::wildcardedPublicIdentity)
            .optional(WILDCARDED_IMPU, PushNotificationRequest::wildcardedImpu)
            .optional(USER_NAME, PushNotificationRequest::userName)
            .required(USER_DATA, PushNotificationRequest::userData)
            .extra(PushNotificationRequest::extra);

    public static Draft<PushNotificationRequest> draft() {
        return GRAMMAR.draft();
    }
}
