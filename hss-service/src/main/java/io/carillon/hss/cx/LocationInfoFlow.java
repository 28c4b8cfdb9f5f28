package io.carillon.hss.cx;

import static io.carillon.hss.cx.Answers.lia;
import static io.carillon.hss.cx.Answers.standingIn;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.diameter.cx.UserAuthorizationType;
import io.carillon.hss.cx.Identities.Stands;
import io.carillon.hss.subscriber.ServiceProfiles;
import io.carillon.hss.subscriber.Standing;
import java.util.Optional;

/** Which S-CSCF serves this user, or may come to (TS 29.228 §6.1.4.1). Reads only. */
final class LocationInfoFlow {
    private final Identities identities;
    private final ServiceProfiles profiles;

    LocationInfoFlow(Identities identities, ServiceProfiles profiles) {
        this.identities = identities;
        this.profiles = profiles;
    }

    LocationInfoAnswer handle(LocationInfoRequest request) {
        LocationInfoAnswer answer = answer(request, request.publicIdentity());
        return answer.result() == ThreeGppResult.USER_UNKNOWN
                ? identities
                        .wildcardFor(request.publicIdentity())
                        .map(wildcard -> standingIn(answer(request, wildcard), wildcard))
                        .orElse(answer)
                : answer;
    }

    private LocationInfoAnswer answer(LocationInfoRequest request, String publicIdentity) {
        return switch (identities.standing(Optional.empty(), publicIdentity)) {
            case Stands.Refused(var result) -> lia(result);
            case Stands.Known(var standing)
            when wantsCapabilities(request) -> lia(BaseResult.SUCCESS, standing.capabilities());
            case Stands.Known(var standing) -> locate(request, standing);
        };
    }

    private LocationInfoAnswer locate(LocationInfoRequest request, Standing standing) {
        if (standing.state().isServed() && standing.serverName().isPresent()) {
            return lia(BaseResult.SUCCESS, standing.serverName().get());
        }
        boolean served = request.originatingRequest().isPresent()
                || profiles.of(standing.profile()).servesUnregistered();
        if (!served) {
            return lia(ThreeGppResult.IDENTITY_NOT_REGISTERED);
        }
        return standing.serverName()
                .map(name -> lia(BaseResult.SUCCESS, name))
                .orElseGet(() -> lia(ThreeGppResult.UNREGISTERED_SERVICE, standing.capabilities()));
    }

    private static boolean wantsCapabilities(LocationInfoRequest request) {
        return request.type()
                .filter(UserAuthorizationType.REGISTRATION_AND_CAPABILITIES::equals)
                .isPresent();
    }
}
