package io.carillon.hss.sh;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.Octets;
import io.carillon.diameter.Result;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.sh.ShAvps;
import io.carillon.diameter.sh.UserDataAnswer;
import io.carillon.diameter.sh.UserDataRequest;
import io.carillon.hss.sh.ApplicationServers.Operation;
import io.carillon.hss.sh.UserDataDocument.Wanted;

/** Sh-Pull (TS 29.328 §6.1.1). Reads only. */
final class UserDataFlow {
    private final ShUsers users;
    private final ApplicationServers servers;
    private final UserDataDocument document;

    UserDataFlow(ShUsers users, ApplicationServers servers, UserDataDocument document) {
        this.users = users;
        this.servers = servers;
        this.document = document;
    }

    UserDataAnswer handle(UserDataRequest request) {
        String host = request.envelope().originHost().orElse("");
        var refusal = servers.refusal(host, Operation.READ, request.data());
        if (refusal.isPresent()) {
            return uda(refusal.get());
        }
        var wanted = new Wanted(
                request.data(),
                request.services().stream().map(Octets::text).toList(),
                request.serverName(),
                request.identitySets());
        return users.find(request.user())
                .map(user -> switch (document.of(user, wanted)) {
                    case UserDataDocument.Made.Written(var data) ->
                        UserDataAnswer.draft()
                                .result(BaseResult.SUCCESS)
                                .set(ShAvps.USER_DATA, data.write())
                                .build();
                    case UserDataDocument.Made.Refused(var result) -> uda(result);
                })
                .orElseGet(() -> uda(ThreeGppResult.USER_UNKNOWN));
    }

    static UserDataAnswer uda(Result result) {
        return UserDataAnswer.draft().result(result).build();
    }
}
