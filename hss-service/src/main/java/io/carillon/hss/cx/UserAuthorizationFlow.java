package io.carillon.hss.cx;

import static io.carillon.hss.cx.Answers.uaa;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.UserAuthorizationAnswer;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import io.carillon.diameter.cx.UserAuthorizationType;
import io.carillon.hss.cx.Identities.Stands;
import io.carillon.hss.subscriber.Standing;
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
        return switch (identities.standing(Optional.of(request.userName()), request.publicIdentity())) {
            case Stands.Refused(var result) -> uaa(result);
            // Step 3: a barred identity may still register others with it.
            case Stands.Known(var standing) when standing.barred() -> uaa(BaseResult.AUTHORIZATION_REJECTED);
            case Stands.Known(var standing) -> authorize(request, standing);
        };
    }

    /** Step 4. */
    private UserAuthorizationAnswer authorize(UserAuthorizationRequest request, Standing standing) {
        boolean roamingAllowed = visitedNetworks.allow(request.visitedNetwork());
        return switch (request.type().orElse(UserAuthorizationType.REGISTRATION)) {
            case DE_REGISTRATION -> deregister(standing);
            case REGISTRATION -> roamingAllowed ? register(standing) : uaa(ThreeGppResult.ROAMING_NOT_ALLOWED);
            case REGISTRATION_AND_CAPABILITIES ->
                roamingAllowed
                        ? uaa(BaseResult.SUCCESS, standing.capabilities())
                        : uaa(ThreeGppResult.ROAMING_NOT_ALLOWED);
        };
    }

    /** Step 5: to the S-CSCF that has any part of the subscription, else to one that suits it. */
    private static UserAuthorizationAnswer register(Standing standing) {
        return standing.serverName()
                .map(name -> uaa(ThreeGppResult.SUBSEQUENT_REGISTRATION, name))
                .orElseGet(() -> uaa(ThreeGppResult.FIRST_REGISTRATION, standing.capabilities()));
    }

    private static UserAuthorizationAnswer deregister(Standing standing) {
        return standing.serverName()
                .filter(name -> standing.state().isServed())
                .map(name -> uaa(BaseResult.SUCCESS, name))
                .orElseGet(() -> uaa(ThreeGppResult.IDENTITY_NOT_REGISTERED));
    }
}
