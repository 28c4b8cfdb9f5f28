package io.carillon.hss.cx;

import io.carillon.diameter.Envelope;
import io.carillon.diameter.Result;
import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.MultimediaAuthAnswer;
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
        return uaa(result, Optional.empty(), Optional.of(capabilities(wanted)));
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
        return lia(result, Optional.empty(), Optional.of(capabilities(wanted)));
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
        return saa(result, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static ServerAssignmentAnswer saa(Result result, Impi userName) {
        return saa(result, Optional.of(userName), Optional.empty(), Optional.empty());
    }

    static ServerAssignmentAnswer saaWithProfile(Result result, Impi userName, String userData) {
        return saa(result, Optional.of(userName), Optional.of(userData), Optional.empty());
    }

    /** Another S-CSCF serves the user: this one. */
    static ServerAssignmentAnswer saaNaming(Result result, Impi userName, String serverName) {
        return saa(result, Optional.of(userName), Optional.empty(), Optional.of(serverName));
    }

    private static ServerAssignmentAnswer saa(
            Result result, Optional<Impi> userName, Optional<String> userData, Optional<String> serverName) {
        return new ServerAssignmentAnswer(
                Envelope.OPEN,
                result,
                userName.map(Impi::value),
                List.of(),
                userData,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                serverName,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static ServerCapabilities capabilities(Capabilities wanted) {
        return ServerCapabilities.of(numbers(wanted.mandatory()), numbers(wanted.optional()));
    }

    private static List<Long> numbers(List<Integer> capabilities) {
        return capabilities.stream().map(Integer::longValue).toList();
    }
}
