package io.carillon.hss.cx;

import static io.carillon.hss.cx.Answers.lia;
import static io.carillon.hss.cx.Answers.standingIn;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.diameter.cx.UserAuthorizationType;
import io.carillon.hss.cx.Identities.Found;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.ServiceProfiles;
import io.carillon.hss.subscriber.Subscription;
import io.carillon.identity.Impu;

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
        return switch (identities.find(publicIdentity)) {
            case Found.Refused(var result) -> lia(result);
            case Found.Known(var subscription, var _)
            when wantsCapabilities(request) -> lia(BaseResult.SUCCESS, subscription.capabilities());
            case Found.Known(var subscription, var set) -> locate(request, publicIdentity, subscription, set);
        };
    }

    private LocationInfoAnswer locate(
            LocationInfoRequest request, String publicIdentity, Subscription subscription, ImplicitSet set) {
        if (set.state().isServed() && subscription.serving().isPresent()) {
            return lia(BaseResult.SUCCESS, subscription.serving().get().name());
        }
        boolean served = request.originatingRequest().isPresent()
                || profiles.of(subscription.profileOf(Impu.parse(publicIdentity)))
                        .servesUnregistered();
        if (!served) {
            return lia(ThreeGppResult.IDENTITY_NOT_REGISTERED);
        }
        return subscription
                .serving()
                .map(node -> lia(BaseResult.SUCCESS, node.name()))
                .orElseGet(() -> lia(ThreeGppResult.UNREGISTERED_SERVICE, subscription.capabilities()));
    }

    private static boolean wantsCapabilities(LocationInfoRequest request) {
        return request.type()
                .filter(UserAuthorizationType.REGISTRATION_AND_CAPABILITIES::equals)
                .isPresent();
    }
}
