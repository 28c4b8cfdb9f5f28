package io.carillon.hss.cx;

import static io.carillon.hss.cx.Answers.saa;
import static io.carillon.hss.cx.Answers.saaNaming;
import static io.carillon.hss.cx.Answers.saaWithProfile;
import static io.carillon.hss.cx.Answers.standingIn;
import static io.carillon.hss.subscriber.RegistrationState.NOT_REGISTERED;
import static io.carillon.hss.subscriber.RegistrationState.REGISTERED;
import static io.carillon.hss.subscriber.RegistrationState.UNREGISTERED;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.ChargingInformation;
import io.carillon.diameter.cx.ServerAssignmentAnswer;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.hss.cx.Identities.Found;
import io.carillon.hss.subscriber.Change;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.RegistrationState;
import io.carillon.hss.subscriber.ServiceProfiles;
import io.carillon.hss.subscriber.Subscription;
import io.carillon.hss.subscriber.Subscriptions;
import io.carillon.hss.xml.UserProfiles;
import java.util.List;
import java.util.Optional;

/** An S-CSCF takes a user, gives it back, or wants its profile (TS 29.228 §6.1.2.1). */
final class ServerAssignmentFlow {
    private final Subscriptions subscriptions;
    private final Identities identities;
    private final UserProfiles profiles;
    private final Optional<ChargingInformation> charging;

    ServerAssignmentFlow(
            Subscriptions subscriptions, ServiceProfiles profiles, Optional<ChargingInformation> charging) {
        this.charging = charging;
        this.subscriptions = subscriptions;
        this.identities = new Identities(subscriptions);
        this.profiles = new UserProfiles(profiles);
    }

    ServerAssignmentAnswer handle(ServerAssignmentRequest request) {
        return switch (request.type()) {
            case NO_ASSIGNMENT,
                    REGISTRATION,
                    RE_REGISTRATION,
                    UNREGISTERED_USER,
                    AUTHENTICATION_FAILURE,
                    AUTHENTICATION_TIMEOUT -> forOne(request);
            case TIMEOUT_DEREGISTRATION,
                    USER_DEREGISTRATION,
                    ADMINISTRATIVE_DEREGISTRATION,
                    DEREGISTRATION_TOO_MUCH_DATA,
                    TIMEOUT_DEREGISTRATION_STORE_SERVER_NAME,
                    USER_DEREGISTRATION_STORE_SERVER_NAME -> deregister(request);
            // For the AAA server of another access (TS 29.273), and data this server does not keep (TS 23.380).
            case AAA_USER_DATA_REQUEST, PGW_UPDATE, RESTORATION -> saa(BaseResult.UNABLE_TO_COMPLY);
        };
    }

    private ServerAssignmentAnswer forOne(ServerAssignmentRequest request) {
        List<String> named = request.publicIdentities();
        if (named.size() != 1) {
            return saa(named.isEmpty() ? BaseResult.MISSING_AVP : BaseResult.AVP_OCCURS_TOO_MANY_TIMES);
        }
        String identity = named.getFirst();
        ServerAssignmentAnswer answer = forOne(request, identity);
        return answer.result() == ThreeGppResult.USER_UNKNOWN
                ? identities
                        .wildcardFor(identity)
                        .map(wildcard -> standingIn(forOne(request, wildcard), wildcard))
                        .orElse(answer)
                : answer;
    }

    private ServerAssignmentAnswer forOne(ServerAssignmentRequest request, String identity) {
        return atOnce(request, identity).orElseGet(() -> decided(request, identity));
    }

    /** The answer to a challenge of a moment ago; where anything is not as it was then, all is looked at anew. */
    private Optional<ServerAssignmentAnswer> atOnce(ServerAssignmentRequest request, String identity) {
        boolean proven = request.type() == ServerAssignmentType.REGISTRATION
                || request.type() == ServerAssignmentType.RE_REGISTRATION;
        return request.userName()
                .filter(ignored -> proven)
                .flatMap(Identities::impi)
                .flatMap(subscriptions::awaited)
                .flatMap(known -> known.setWith(identity)
                        .filter(set -> known.isServedBy(request.serverName()) && set.authenticationPending())
                        .flatMap(set -> take(request, known, set, REGISTERED)));
    }

    private ServerAssignmentAnswer decided(ServerAssignmentRequest request, String identity) {
        return Contention.decide(
                () -> switch (identities.find(request.userName(), Optional.of(identity))) {
                    case Found.Refused(var result) -> Optional.of(saa(result));
                    case Found.Known(var subscription, var set) -> assign(request, subscription, set);
                },
                () -> saa(BaseResult.TOO_BUSY));
    }

    private Optional<ServerAssignmentAnswer> assign(
            ServerAssignmentRequest request, Subscription subscription, ImplicitSet set) {
        return switch (request.type()) {
            case REGISTRATION, RE_REGISTRATION -> take(request, subscription, set, REGISTERED);
            case UNREGISTERED_USER -> take(request, subscription, set, UNREGISTERED);
            case AUTHENTICATION_FAILURE, AUTHENTICATION_TIMEOUT -> fail(subscription, set);
            // Only NO_ASSIGNMENT is left: the profile alone, for the S-CSCF that serves the user.
            default ->
                Optional.of(
                        subscription.isServedBy(request.serverName())
                                ? profile(request, subscription, set)
                                : saa(BaseResult.UNABLE_TO_COMPLY));
        };
    }

    private Optional<ServerAssignmentAnswer> take(
            ServerAssignmentRequest request, Subscription subscription, ImplicitSet set, RegistrationState state) {
        if (subscription.isServedByAnotherThan(request.serverName())) {
            String other = subscription.serving().orElseThrow().name();
            return Optional.of(saaNaming(ThreeGppResult.IDENTITY_ALREADY_REGISTERED, subscription.impi(), other));
        }
        // An S-CSCF that takes a registered user for unregistered has lost the registration (TS 23.380 §4.4).
        boolean lost = state == UNREGISTERED
                && set.state() == REGISTERED
                && set.restoration().isPresent();
        Change change = Change.of(subscription, set)
                .servedBy(ServingNodes.of(request.serverName(), request.envelope()))
                .state(lost ? REGISTERED : state)
                .pending(false);
        if (request.scscfRestorationInfo().isPresent()) {
            change = change.restoration(request.scscfRestorationInfo().map(Restoration::write));
        }
        return made(subscription, set, change) ? Optional.of(profile(request, subscription, set)) : Optional.empty();
    }

    /** A failed challenge undoes the assignment it made, and leaves a standing registration alone. */
    private Optional<ServerAssignmentAnswer> fail(Subscription subscription, ImplicitSet set) {
        Change change = Change.of(subscription, set).pending(false);
        if (!set.state().isServed() && !subscription.isServedBeside(set)) {
            change = change.served(Optional.empty());
        }
        return made(subscription, set, change)
                ? Optional.of(saa(BaseResult.SUCCESS, subscription.impi()))
                : Optional.empty();
    }

    /** Of the identities named, or with none named, of all that the private identity has. */
    private ServerAssignmentAnswer deregister(ServerAssignmentRequest request) {
        if (request.publicIdentities().isEmpty()) {
            return switch (identities.find(request.userName(), Optional.empty())) {
                case Found.Refused(var result) -> saa(result);
                case Found.Known(var subscription, var _) ->
                    deregister(
                            request,
                            subscription.sets().stream()
                                    .map(set ->
                                            set.identities().getFirst().impu().value())
                                    .toList());
            };
        }
        return deregister(request, request.publicIdentities());
    }

    private ServerAssignmentAnswer deregister(ServerAssignmentRequest request, List<String> named) {
        ServerAssignmentAnswer answer = saa(BaseResult.SUCCESS);
        for (String impu : named) {
            answer = Contention.decide(
                    () -> switch (identities.find(request.userName(), Optional.of(impu))) {
                        case Found.Refused(var result) -> Optional.of(saa(result));
                        case Found.Known(var subscription, var set) -> release(request, subscription, set);
                    },
                    () -> saa(BaseResult.TOO_BUSY));
            if (!answer.result().success()) {
                return answer;
            }
        }
        return answer;
    }

    private Optional<ServerAssignmentAnswer> release(
            ServerAssignmentRequest request, Subscription subscription, ImplicitSet set) {
        if (subscription.isServedByAnotherThan(request.serverName())) {
            return Optional.of(saa(BaseResult.UNABLE_TO_COMPLY));
        }
        boolean keepServer = switch (request.type()) {
            case TIMEOUT_DEREGISTRATION_STORE_SERVER_NAME, USER_DEREGISTRATION_STORE_SERVER_NAME -> true;
            default -> false;
        };
        Change change = Change.of(subscription, set)
                .pending(false)
                .restoration(Optional.empty())
                .state(keepServer ? UNREGISTERED : NOT_REGISTERED);
        if (!keepServer && !subscription.isServedBeside(set)) {
            change = change.served(Optional.empty());
        }
        return made(subscription, set, change)
                ? Optional.of(saa(BaseResult.SUCCESS, subscription.impi()))
                : Optional.empty();
    }

    /** A refresh that changes nothing costs no write. */
    private boolean made(Subscription subscription, ImplicitSet set, Change change) {
        return change.equals(Change.of(subscription, set)) || subscriptions.change(subscription, change);
    }

    private ServerAssignmentAnswer profile(
            ServerAssignmentRequest request, Subscription subscription, ImplicitSet set) {
        if (request.userDataAlreadyAvailable()) {
            return saa(BaseResult.SUCCESS, subscription.impi());
        }
        String xml = profiles.write(subscription, set);
        boolean told = switch (request.type()) {
            case NO_ASSIGNMENT, UNREGISTERED_USER -> set.state() == REGISTERED;
            default -> false;
        };
        return saaWithProfile(
                subscription.impi(), xml, charging, told ? set.restoration().map(Restoration::read) : Optional.empty());
    }
}
