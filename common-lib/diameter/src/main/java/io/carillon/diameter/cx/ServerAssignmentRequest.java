package io.carillon.diameter.cx;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.BaseAvps.USER_NAME;
import static io.carillon.diameter.cx.CxAvps.MULTIPLE_REGISTRATION_INDICATION;
import static io.carillon.diameter.cx.CxAvps.PUBLIC_IDENTITY;
import static io.carillon.diameter.cx.CxAvps.SAR_FLAGS;
import static io.carillon.diameter.cx.CxAvps.SCSCF_RESTORATION_INFO;
import static io.carillon.diameter.cx.CxAvps.SERVER_ASSIGNMENT_TYPE;
import static io.carillon.diameter.cx.CxAvps.SERVER_NAME;
import static io.carillon.diameter.cx.CxAvps.SESSION_PRIORITY;
import static io.carillon.diameter.cx.CxAvps.USER_DATA_ALREADY_AVAILABLE;
import static io.carillon.diameter.cx.CxAvps.WILDCARDED_PUBLIC_IDENTITY;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** TS 29.229 §6.1.3, Server-Assignment-Request */
public record ServerAssignmentRequest(
        Envelope envelope,
        Optional<String> userName,
        List<SupportedFeatures> supportedFeatures,
        List<String> publicIdentities,
        Optional<String> wildcardedPublicIdentity,
        String serverName,
        ServerAssignmentType type,
        boolean userDataAlreadyAvailable,
        Optional<ScscfRestorationInfo> scscfRestorationInfo,
        Optional<Boolean> multipleRegistrationIndication,
        Optional<SessionPriority> sessionPriority,
        Optional<Long> flags,
        List<Avp> extra)
        implements CxRequest<ServerAssignmentAnswer> {
    public static final Grammar<ServerAssignmentRequest> GRAMMAR = CxMessages.request(
                    ServerAssignmentRequest.class, MethodHandles.lookup())
            .optional(USER_NAME, ServerAssignmentRequest::userName)
            .repeated(SUPPORTED_FEATURES, ServerAssignmentRequest::supportedFeatures)
            .repeated(PUBLIC_IDENTITY, ServerAssignmentRequest::publicIdentities)
            .optional(WILDCARDED_PUBLIC_IDENTITY, ServerAssignmentRequest::wildcardedPublicIdentity)
            .required(SERVER_NAME, ServerAssignmentRequest::serverName)
            .required(SERVER_ASSIGNMENT_TYPE, ServerAssignmentRequest::type)
            .required(USER_DATA_ALREADY_AVAILABLE, ServerAssignmentRequest::userDataAlreadyAvailable)
            .optional(SCSCF_RESTORATION_INFO, ServerAssignmentRequest::scscfRestorationInfo)
            .optional(MULTIPLE_REGISTRATION_INDICATION, ServerAssignmentRequest::multipleRegistrationIndication)
            .optional(SESSION_PRIORITY, ServerAssignmentRequest::sessionPriority)
            .optional(SAR_FLAGS, ServerAssignmentRequest::flags)
            .extra(ServerAssignmentRequest::extra);

    public static Draft<ServerAssignmentRequest> draft() {
        return GRAMMAR.draft();
    }

    @Override
    public List<String> users() {
        return Stream.concat(publicIdentities.stream(), userName.stream()).toList();
    }
}
