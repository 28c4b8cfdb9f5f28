package io.carillon.lab.pcrf;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Result;
import io.carillon.diameter.SubscriptionId;
import io.carillon.diameter.rx.AaAnswer;
import io.carillon.diameter.rx.AaRequest;
import io.carillon.diameter.rx.AcceptableServiceInfo;
import io.carillon.diameter.rx.IpCanType;
import io.carillon.diameter.rx.MediaComponentDescription;
import io.carillon.diameter.rx.RxAvps;
import io.carillon.diameter.rx.RxRequestType;
import io.carillon.diameter.rx.SessionTerminationAnswer;
import io.carillon.diameter.rx.SessionTerminationRequest;
import io.carillon.diameter.rx.SpecificAction;
import io.carillon.identity.IdentityFormatException;
import io.carillon.identity.Impu;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** AAR and STR: provisioning of session information, its change and its end (TS 29.214 §4.4.1, §4.4.2, §4.4.4). */
final class AuthorizationFlow {
    /** RAT-Type EUTRAN (TS 29.212 §5.3.31). */
    private static final long EUTRAN = 1004;

    private final Supplier<Policy> policy;
    private final RxSessions sessions;
    private final Clock clock;

    AuthorizationFlow(Supplier<Policy> policy, RxSessions sessions, Clock clock) {
        this.policy = policy;
        this.sessions = sessions;
        this.clock = clock;
    }

    AaAnswer authorize(AaRequest aar) {
        if (aar.rxRequestType().equals(Optional.of(RxRequestType.PCSCF_RESTORATION))) {
            // No session comes of it (§4.4.7); this lab has no access network that it could tell.
            return draft(aar, BaseResult.SUCCESS).build();
        }
        return switch (policy.get().judge(subscribers(aar), aar.mediaComponents())) {
            case Policy.Verdict.Accepted() ->
                keep(aar) ? accept(aar) : draft(aar, BaseResult.TOO_BUSY).build();
            case Policy.Verdict.Refused(var why, var acceptable) -> refuse(aar, why, acceptable);
        };
    }

    SessionTerminationAnswer terminate(SessionTerminationRequest str) {
        boolean known = sessions.remove(str.sessionId()).isPresent();
        return SessionTerminationAnswer.draft()
                .envelope(Envelope.session(str.sessionId()))
                .result(known ? BaseResult.SUCCESS : BaseResult.UNKNOWN_SESSION_ID)
                .build();
    }

    private boolean keep(AaRequest aar) {
        Instant now = clock.instant();
        Set<SpecificAction> actions = Set.copyOf(aar.specificActions());
        String peer = aar.envelope().originHost().orElse("");
        RxSession fresh = new RxSession(
                sessions.nextId(),
                aar.sessionId(),
                peer,
                subscribers(aar),
                aar.framedIpAddress().map(InetAddress::getHostAddress).orElse(""),
                aar.afChargingIdentifier().orElse(""),
                actions,
                Map.of(),
                now,
                now);
        return sessions.put(fresh, session -> session.modified(peer, aar.mediaComponents(), actions, now));
    }

    private static AaAnswer accept(AaRequest aar) {
        Draft<AaAnswer> aaa = draft(aar, BaseResult.SUCCESS);
        if (aar.specificActions().contains(SpecificAction.IP_CAN_CHANGE)) {
            aaa.set(RxAvps.IP_CAN_TYPE, IpCanType.THREE_GPP_EPS).set(RxAvps.RAT_TYPE, EUTRAN);
        }
        return aaa.build();
    }

    private static AaAnswer refuse(AaRequest aar, Result why, List<MediaComponentDescription> acceptable) {
        Draft<AaAnswer> aaa = draft(aar, why);
        if (!acceptable.isEmpty()) {
            aaa.set(
                    RxAvps.ACCEPTABLE_SERVICE_INFO,
                    AcceptableServiceInfo.draft()
                            .addAll(RxAvps.MEDIA_COMPONENT_DESCRIPTION, acceptable)
                            .build());
        }
        return aaa.build();
    }

    private static Draft<AaAnswer> draft(AaRequest aar, Result result) {
        return AaAnswer.draft().envelope(Envelope.session(aar.sessionId())).result(result);
    }

    private static Set<String> subscribers(AaRequest aar) {
        return aar.subscriptionIds().stream()
                .map(SubscriptionId::data)
                .map(AuthorizationFlow::canonical)
                .collect(Collectors.toSet());
    }

    /** Public identities in one spelling; an IMSI or a private identity as it is. */
    static String canonical(String name) {
        try {
            return Impu.parse(name).value();
        } catch (IdentityFormatException other) {
            return name;
        }
    }
}
