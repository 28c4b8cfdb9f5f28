package io.carillon.hss.cx;

import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Result;
import io.carillon.diameter.cx.ChargingInformation;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.MultimediaAuthAnswer;
import io.carillon.diameter.cx.ScscfRestorationInfo;
import io.carillon.diameter.cx.ServerAssignmentAnswer;
import io.carillon.diameter.cx.ServerCapabilities;
import io.carillon.diameter.cx.SipAuthDataItem;
import io.carillon.diameter.cx.UserAuthorizationAnswer;
import io.carillon.hss.subscriber.Capabilities;
import io.carillon.identity.Impi;
import java.util.List;
import java.util.Optional;

/** Cx answers with the fields this server fills; the peer connection adds the envelope. */
final class Answers {
    private Answers() {}

    static UserAuthorizationAnswer uaa(Result result) {
        return uaa(result, Optional.empty(), Optional.empty());
    }

    static UserAuthorizationAnswer uaa(Result result, String serverName) {
        return uaa(result, Optional.of(serverName), Optional.empty());
    }

    static UserAuthorizationAnswer uaa(Result result, Capabilities wanted) {
        return uaa(result, Optional.empty(), capabilities(wanted));
    }

    private static UserAuthorizationAnswer uaa(
            Result result, Optional<String> serverName, Optional<ServerCapabilities> capabilities) {
        return new UserAuthorizationAnswer(Envelope.OPEN, result, List.of(), serverName, capabilities, List.of());
    }

    static LocationInfoAnswer lia(Result result) {
        return lia(result, Optional.empty(), Optional.empty());
    }

    static LocationInfoAnswer lia(Result result, String serverName) {
        return lia(result, Optional.of(serverName), Optional.empty());
    }

    static LocationInfoAnswer lia(Result result, Capabilities wanted) {
        return lia(result, Optional.empty(), capabilities(wanted));
    }

    private static LocationInfoAnswer lia(
            Result result, Optional<String> serverName, Optional<ServerCapabilities> capabilities) {
        return new LocationInfoAnswer(
                Envelope.OPEN,
                result,
                List.of(),
                serverName,
                capabilities,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** What the identity asked for is an instance of (TS 29.228 §6.1.4.1). */
    static LocationInfoAnswer standingIn(LocationInfoAnswer answer, String wildcard) {
        return new LocationInfoAnswer(
                answer.envelope(),
                answer.result(),
                answer.supportedFeatures(),
                answer.serverName(),
                answer.serverCapabilities(),
                Optional.of(wildcard),
                answer.flags(),
                answer.extra());
    }

    /** The same of an assignment (§6.1.2.1). */
    static ServerAssignmentAnswer standingIn(ServerAssignmentAnswer answer, String wildcard) {
        return new ServerAssignmentAnswer(
                answer.envelope(),
                answer.result(),
                answer.userName(),
                answer.supportedFeatures(),
                answer.userData(),
                answer.chargingInformation(),
                answer.associatedIdentities(),
                answer.looseRouteIndication(),
                answer.scscfRestorationInfo(),
                answer.serverName(),
                Optional.of(wildcard),
                answer.priviledgedSenderIndication(),
                answer.extra());
    }

    static MultimediaAuthAnswer maa(Result result) {
        return new MultimediaAuthAnswer(
                Envelope.OPEN,
                result,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    static MultimediaAuthAnswer maa(Result result, Impi userName, String publicIdentity, List<SipAuthDataItem> items) {
        return new MultimediaAuthAnswer(
                Envelope.OPEN,
                result,
                Optional.of(userName.value()),
                List.of(),
                Optional.of(publicIdentity),
                Optional.of((long) items.size()),
                items,
                List.of());
    }

    static ServerAssignmentAnswer saa(Result result) {
        return ServerAssignmentAnswer.draft().result(result).build();
    }

    static ServerAssignmentAnswer saa(Result result, Impi userName) {
        return ServerAssignmentAnswer.draft()
                .result(result)
                .set(BaseAvps.USER_NAME, userName.value())
                .build();
    }

    static ServerAssignmentAnswer saaWithProfile(
            Impi userName,
            String userData,
            Optional<ChargingInformation> charging,
            Optional<ScscfRestorationInfo> restoration) {
        var answer = ServerAssignmentAnswer.draft()
                .result(BaseResult.SUCCESS)
                .set(BaseAvps.USER_NAME, userName.value())
                .set(CxAvps.USER_DATA, userData);
        charging.ifPresent(names -> answer.set(CxAvps.CHARGING_INFORMATION, names));
        restoration.ifPresent(info -> answer.add(CxAvps.SCSCF_RESTORATION_INFO, info));
        return answer.build();
    }

    /** Another S-CSCF serves the user: this one. */
    static ServerAssignmentAnswer saaNaming(Result result, Impi userName, String serverName) {
        return ServerAssignmentAnswer.draft()
                .result(result)
                .set(BaseAvps.USER_NAME, userName.value())
                .set(CxAvps.SERVER_NAME, serverName)
                .build();
    }

    /** None rather than an empty group, over which other stacks stumble (Kamailio's drops the whole answer). */
    private static Optional<ServerCapabilities> capabilities(Capabilities wanted) {
        return wanted.mandatory().isEmpty() && wanted.optional().isEmpty()
                ? Optional.empty()
                : Optional.of(ServerCapabilities.of(numbers(wanted.mandatory()), numbers(wanted.optional())));
    }

    private static List<Long> numbers(List<Integer> capabilities) {
        return capabilities.stream().map(Integer::longValue).toList();
    }
}
