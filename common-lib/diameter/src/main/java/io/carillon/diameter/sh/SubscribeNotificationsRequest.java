package io.carillon.diameter.sh;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.BaseAvps.USER_NAME;
import static io.carillon.diameter.sh.ShAvps.DATA_REFERENCE;
import static io.carillon.diameter.sh.ShAvps.DSAI_TAG;
import static io.carillon.diameter.sh.ShAvps.EXPIRY_TIME;
import static io.carillon.diameter.sh.ShAvps.IDENTITY_SET;
import static io.carillon.diameter.sh.ShAvps.ONE_TIME_NOTIFICATION;
import static io.carillon.diameter.sh.ShAvps.SEND_DATA_INDICATION;
import static io.carillon.diameter.sh.ShAvps.SERVER_NAME;
import static io.carillon.diameter.sh.ShAvps.SERVICE_INDICATION;
import static io.carillon.diameter.sh.ShAvps.SUBS_REQ_TYPE;
import static io.carillon.diameter.sh.ShAvps.USER_IDENTITY;
import static io.carillon.diameter.sh.ShAvps.WILDCARDED_IMPU;
import static io.carillon.diameter.sh.ShAvps.WILDCARDED_PUBLIC_IDENTITY;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Octets;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** TS 29.329 §6.1.5, Subscribe-Notifications-Request */
public record SubscribeNotificationsRequest(
        Envelope envelope,
        List<SupportedFeatures> supportedFeatures,
        UserIdentity user,
        Optional<String> wildcardedPublicIdentity,
        Optional<String> wildcardedImpu,
        List<Octets> services,
        Optional<Boolean> sendData,
        Optional<String> serverName,
        SubscriptionRequestType type,
        List<DataReference> data,
        List<IdentitySet> identitySets,
        Optional<Instant> expiry,
        List<Octets> dsaiTags,
        Optional<OneTimeNotification> oneTime,
        Optional<String> userName,
        List<Avp> extra)
        implements ShRequest<SubscribeNotificationsAnswer> {
    public static final Grammar<SubscribeNotificationsRequest> GRAMMAR = ShMessages.request(
                    SubscribeNotificationsRequest.class, MethodHandles.lookup())
            .repeated(SUPPORTED_FEATURES, SubscribeNotificationsRequest::supportedFeatures)
            .required(USER_IDENTITY, SubscribeNotificationsRequest::user)
            .optional(WILDCARDED_PUBLIC_IDENTITY, SubscribeNotificationsRequest::wildcardedPublicIdentity)
            .optional(WILDCARDED_IMPU, SubscribeNotificationsRequest::wildcardedImpu)
            .repeated(SERVICE_INDICATION, SubscribeNotificationsRequest::services)
            .optional(SEND_DATA_INDICATION, SubscribeNotificationsRequest::sendData)
            .optional(SERVER_NAME, SubscribeNotificationsRequest::serverName)
            .required(SUBS_REQ_TYPE, SubscribeNotificationsRequest::type)
            .some(DATA_REFERENCE, SubscribeNotificationsRequest::data)
            .repeated(IDENTITY_SET, SubscribeNotificationsRequest::identitySets)
            .optional(EXPIRY_TIME, SubscribeNotificationsRequest::expiry)
            .repeated(DSAI_TAG, SubscribeNotificationsRequest::dsaiTags)
            .optional(ONE_TIME_NOTIFICATION, SubscribeNotificationsRequest::oneTime)
            .optional(USER_NAME, SubscribeNotificationsRequest::userName)
            .extra(SubscribeNotificationsRequest::extra);

    public static Draft<SubscribeNotificationsRequest> draft() {
        return GRAMMAR.draft();
    }
}
