package io.carillon.diameter.cx;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.BaseAvps.USER_NAME;
import static io.carillon.diameter.cx.CxAvps.ASSOCIATED_IDENTITIES;
import static io.carillon.diameter.cx.CxAvps.CHARGING_INFORMATION;
import static io.carillon.diameter.cx.CxAvps.LOOSE_ROUTE_INDICATION;
import static io.carillon.diameter.cx.CxAvps.PRIVILEDGED_SENDER_INDICATION;
import static io.carillon.diameter.cx.CxAvps.SCSCF_RESTORATION_INFO;
import static io.carillon.diameter.cx.CxAvps.SERVER_NAME;
import static io.carillon.diameter.cx.CxAvps.USER_DATA;
import static io.carillon.diameter.cx.CxAvps.WILDCARDED_PUBLIC_IDENTITY;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Result;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** TS 29.229 §6.1.3, Server-Assignment-Answer */
public record ServerAssignmentAnswer(
        Envelope envelope,
        Result result,
        Optional<String> userName,
        List<SupportedFeatures> supportedFeatures,
        Optional<String> userData,
        Optional<ChargingInformation> chargingInformation,
        Optional<AssociatedIdentities> associatedIdentities,
        Optional<Boolean> looseRouteIndication,
        List<ScscfRestorationInfo> scscfRestorationInfo,
        Optional<String> serverName,
        Optional<String> wildcardedPublicIdentity,
        Optional<Boolean> priviledgedSenderIndication,
        List<Avp> extra)
        implements CxAnswer {
    public static final Grammar<ServerAssignmentAnswer> GRAMMAR = CxMessages.answer(
                    ServerAssignmentAnswer.class, MethodHandles.lookup())
            .optional(USER_NAME, ServerAssignmentAnswer::userName)
            .repeated(SUPPORTED_FEATURES, ServerAssignmentAnswer::supportedFeatures)
            .optional(USER_DATA, ServerAssignmentAnswer::userData)
            .optional(CHARGING_INFORMATION, ServerAssignmentAnswer::chargingInformation)
            .optional(ASSOCIATED_IDENTITIES, ServerAssignmentAnswer::associatedIdentities)
            .optional(LOOSE_ROUTE_INDICATION, ServerAssignmentAnswer::looseRouteIndication)
            .repeated(SCSCF_RESTORATION_INFO, ServerAssignmentAnswer::scscfRestorationInfo)
            .optional(SERVER_NAME, ServerAssignmentAnswer::serverName)
            .optional(WILDCARDED_PUBLIC_IDENTITY, ServerAssignmentAnswer::wildcardedPublicIdentity)
            .optional(PRIVILEDGED_SENDER_INDICATION, ServerAssignmentAnswer::priviledgedSenderIndication)
            .extra(ServerAssignmentAnswer::extra);

    public static Draft<ServerAssignmentAnswer> draft() {
        return GRAMMAR.draft();
    }
}
