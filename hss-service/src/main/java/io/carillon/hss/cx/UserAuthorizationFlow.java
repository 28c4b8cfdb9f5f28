package io.carillon.hss.cx;

import static io.carillon.hss.cx.Answers.uaa;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.UserAuthorizationAnswer;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import io.carillon.diameter.cx.UserAuthorizationType;
import io.carillon.hss.cx.Identities.Found;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.Subscription;
import java.util.Optional;

/** May this user register here, and where (TS 29.228 §6.1.1.1). Reads only. */
final class UserAuthorizationFlow {
    private final Identities identities;
    private final VisitedNetworks visitedNetworks;

    UserAuthorizationFlow(Identities identities, VisitedNetworks visitedNetworks) {
        this.identities = identities;
        this.visitedNetworks = visitedNetworks;
    }

    UserAuthorizationAnswer handle(UserAuthorizationRequest request) {
        return switch (identities.find(request.userName(), request.publicIdentity())) {
            case Found.Refused(var result) -> uaa(result);
            // Step 3: a barred identity may still register others with it.
            case Found.Known(var _, var set) when set.isWhollyBarred() -> uaa(BaseResult.AUTHORIZATION_REJECTED);
            case Found.Known(var subscription, var set) -> authorize(request, subscription, set);
        };
    }

    /** Step 4. */
    private UserAuthorizationAnswer authorize(
            UserAuthorizationRequest request, Subscription subscription, ImplicitSet set) {
        boolean roamingAllowed = visitedNetworks.allow(request.visitedNetwork());
        return switch (request.type().orElse(UserAuthorizationType.REGISTRATION)) {
            case DE_REGISTRATION -> deregister(subscription, set);
            case REGISTRATION -> roamingAllowed ? register(subscription) : uaa(ThreeGppResult.ROAMING_NOT_ALLOWED);
            case REGISTRATION_AND_CAPABILITIES ->
                roamingAllowed
                        ? uaa(BaseResult.SUCCESS, subscription.capabilities())
                        : uaa(ThreeGppResult.ROAMING_NOT_ALLOWED);
        };
    }

    /** Step 5: to the S-CSCF that has any part of the subscription, else to one that suits it. */
    private static UserAuthorizationAnswer register(Subscription subscription) {
        return subscription
                .serving()
                .map(node -> uaa(ThreeGppResult.SUBSEQUENT_REGISTRATION, node.name()))
                .orElseGet(() -> uaa(ThreeGppResult.FIRST_REGISTRATION, subscription.capabilities()));
    }

    private static UserAuthorizationAnswer deregister(Subscription subscription, ImplicitSet set) {
        return Optional.of(set)
                .filter(each -> each.state().isServed())
                .flatMap(served -> subscription.serving())
                .map(node -> uaa(BaseResult.SUCCESS, node.name()))
                .orElseGet(() -> uaa(ThreeGppResult.IDENTITY_NOT_REGISTERED));
    }
}
