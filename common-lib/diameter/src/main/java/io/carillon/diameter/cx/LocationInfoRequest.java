package io.carillon.diameter.cx;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.cx.CxAvps.ORIGINATING_REQUEST;
import static io.carillon.diameter.cx.CxAvps.PUBLIC_IDENTITY;
import static io.carillon.diameter.cx.CxAvps.SESSION_PRIORITY;
import static io.carillon.diameter.cx.CxAvps.USER_AUTHORIZATION_TYPE;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** TS 29.229 §6.1.5, Location-Info-Request */
public record LocationInfoRequest(
        Envelope envelope,
        Optional<OriginatingRequest> originatingRequest,
        List<SupportedFeatures> supportedFeatures,
        String publicIdentity,
        Optional<UserAuthorizationType> type,
        Optional<SessionPriority> sessionPriority,
        List<Avp> extra)
        implements CxRequest<LocationInfoAnswer> {
    public static final Grammar<LocationInfoRequest> GRAMMAR = CxMessages.request(
                    LocationInfoRequest.class, MethodHandles.lookup())
            .optional(ORIGINATING_REQUEST, LocationInfoRequest::originatingRequest)
            .repeated(SUPPORTED_FEATURES, LocationInfoRequest::supportedFeatures)
            .required(PUBLIC_IDENTITY, LocationInfoRequest::publicIdentity)
            .optional(USER_AUTHORIZATION_TYPE, LocationInfoRequest::type)
            .optional(SESSION_PRIORITY, LocationInfoRequest::sessionPriority)
            .extra(LocationInfoRequest::extra);

    public static Draft<LocationInfoRequest> draft() {
        return GRAMMAR.draft();
    }

    @Override
    public List<String> users() {
        return List.of(publicIdentity);
    }
}
