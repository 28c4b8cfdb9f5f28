package io.carillon.diameter.cx;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.BaseAvps.USER_NAME;
import static io.carillon.diameter.cx.CxAvps.PUBLIC_IDENTITY;
import static io.carillon.diameter.cx.CxAvps.UAR_FLAGS;
import static io.carillon.diameter.cx.CxAvps.USER_AUTHORIZATION_TYPE;
import static io.carillon.diameter.cx.CxAvps.VISITED_NETWORK_IDENTIFIER;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** TS 29.229 §6.1.1, User-Authorization-Request */
public record UserAuthorizationRequest(
        Envelope envelope,
        String userName,
        List<SupportedFeatures> supportedFeatures,
        String publicIdentity,
        String visitedNetwork,
        Optional<UserAuthorizationType> type,
        Optional<Long> flags,
        List<Avp> extra)
        implements CxRequest<UserAuthorizationAnswer> {
    public static final Grammar<UserAuthorizationRequest> GRAMMAR = CxMessages.request(
                    UserAuthorizationRequest.class, MethodHandles.lookup())
            .required(USER_NAME, UserAuthorizationRequest::userName)
            .repeated(SUPPORTED_FEATURES, UserAuthorizationRequest::supportedFeatures)
            .required(PUBLIC_IDENTITY, UserAuthorizationRequest::publicIdentity)
            .required(VISITED_NETWORK_IDENTIFIER, UserAuthorizationRequest::visitedNetwork)
            .optional(USER_AUTHORIZATION_TYPE, UserAuthorizationRequest::type)
            .optional(UAR_FLAGS, UserAuthorizationRequest::flags)
            .extra(UserAuthorizationRequest::extra);

    public static Draft<UserAuthorizationRequest> draft() {
        return GRAMMAR.draft();
    }

    @Override
    public List<String> users() {
        return List.of(publicIdentity, userName);
    }
}
