package io.carillon.diameter.sh;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.BaseAvps.USER_NAME;
import static io.carillon.diameter.sh.ShAvps.CALL_REFERENCE_INFO;
import static io.carillon.diameter.sh.ShAvps.CURRENT_LOCATION;
import static io.carillon.diameter.sh.ShAvps.DATA_REFERENCE;
import static io.carillon.diameter.sh.ShAvps.DSAI_TAG;
import static io.carillon.diameter.sh.ShAvps.IDENTITY_SET;
import static io.carillon.diameter.sh.ShAvps.LOCAL_TIME_ZONE_INDICATION;
import static io.carillon.diameter.sh.ShAvps.PRE_PAGING_SUPPORTED;
import static io.carillon.diameter.sh.ShAvps.REQUESTED_DOMAIN;
import static io.carillon.diameter.sh.ShAvps.REQUESTED_NODES;
import static io.carillon.diameter.sh.ShAvps.SERVER_NAME;
import static io.carillon.diameter.sh.ShAvps.SERVICE_INDICATION;
import static io.carillon.diameter.sh.ShAvps.SERVING_NODE_INDICATION;
import static io.carillon.diameter.sh.ShAvps.SESSION_PRIORITY;
import static io.carillon.diameter.sh.ShAvps.UDR_FLAGS;
import static io.carillon.diameter.sh.ShAvps.USER_IDENTITY;
import static io.carillon.diameter.sh.ShAvps.WILDCARDED_IMPU;
import static io.carillon.diameter.sh.ShAvps.WILDCARDED_PUBLIC_IDENTITY;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Octets;
import io.carillon.diameter.SupportedFeatures;
import io.carillon.diameter.cx.SessionPriority;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** TS 29.329 §6.1.1, User-Data-Request */
public record UserDataRequest(
        Envelope envelope,
        List<SupportedFeatures> supportedFeatures,
        UserIdentity user,
        Optional<String> wildcardedPublicIdentity,
        Optional<String> wildcardedImpu,
        Optional<String> serverName,
        List<Octets> services,
        List<DataReference> data,
        List<IdentitySet> identitySets,
        Optional<RequestedDomain> requestedDomain,
        Optional<Boolean> currentLocation,
        List<Octets> dsaiTags,
        Optional<SessionPriority> sessionPriority,
        Optional<String> userName,
        Optional<Long> requestedNodes,
        Optional<ServingNodeIndication> servingNodeIndication,
        Optional<Long> prePagingSupported,
        Optional<Long> localTimeZoneIndication,
        Optional<Long> flags,
        Optional<CallReferenceInfo> callReferenceInfo,
        List<Avp> extra)
        implements ShRequest<UserDataAnswer> {
    public static final Grammar<UserDataRequest> GRAMMAR = ShMessages.request(
                    UserDataRequest.class, MethodHandles.lookup())
            .repeated(SUPPORTED_FEATURES, UserDataRequest::supportedFeatures)
            .required(USER_IDENTITY, UserDataRequest::user)
            .optional(WILDCARDED_PUBLIC_IDENTITY, UserDataRequest::wildcardedPublicIdentity)
            .optional(WILDCARDED_IMPU, UserDataRequest::wildcardedImpu)
            .optional(SERVER_NAME, UserDataRequest::serverName)
            .repeated(SERVICE_INDICATION, UserDataRequest::services)
            .some(DATA_REFERENCE, UserDataRequest::data)
            .repeated(IDENTITY_SET, UserDataRequest::identitySets)
            .optional(REQUESTED_DOMAIN, UserDataRequest::requestedDomain)
            .optional(CURRENT_LOCATION, UserDataRequest::currentLocation)
            .repeated(DSAI_TAG, UserDataRequest::dsaiTags)
            .optional(SESSION_PRIORITY, UserDataRequest::sessionPriority)
            .optional(USER_NAME, UserDataRequest::userName)
            .optional(REQUESTED_NODES, UserDataRequest::requestedNodes)
            .optional(SERVING_NODE_INDICATION, UserDataRequest::servingNodeIndication)
            .optional(PRE_PAGING_SUPPORTED, UserDataRequest::prePagingSupported)
            .optional(LOCAL_TIME_ZONE_INDICATION, UserDataRequest::localTimeZoneIndication)
            .optional(UDR_FLAGS, UserDataRequest::flags)
            .optional(CALL_REFERENCE_INFO, UserDataRequest::callReferenceInfo)
            .extra(UserDataRequest::extra);

    public static Draft<UserDataRequest> draft() {
        return GRAMMAR.draft();
    }
}
