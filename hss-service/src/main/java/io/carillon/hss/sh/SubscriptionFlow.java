package io.carillon.hss.sh;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.Octets;
import io.carillon.diameter.Result;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.sh.DataReference;
import io.carillon.diameter.sh.IdentitySet;
import io.carillon.diameter.sh.ShAvps;
import io.carillon.diameter.sh.SubscribeNotificationsAnswer;
import io.carillon.diameter.sh.SubscribeNotificationsRequest;
import io.carillon.diameter.sh.SubscriptionRequestType;
import io.carillon.hss.sh.ApplicationServers.Operation;
import io.carillon.hss.sh.ShUsers.User;
import io.carillon.hss.sh.UserDataDocument.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Sh-Subs-Notif (TS 29.328 §6.1.3). */
final class SubscriptionFlow {
    /** What this server notices changes of. */
    private static final Set<DataReference> NOTICED = Set.of(
            DataReference.REPOSITORY_DATA,
            DataReference.IMS_PUBLIC_IDENTITY,
            DataReference.IMS_USER_STATE,
            DataReference.SCSCF_NAME,
            DataReference.INITIAL_FILTER_CRITERIA);

    private final ShUsers users;
    private final ApplicationServers servers;
    private final Repository repository;
    private final Watches watches;
    private final UserDataDocument document;

    SubscriptionFlow(
            ShUsers users,
            ApplicationServers servers,
            Repository repository,
            Watches watches,
            UserDataDocument document) {
        this.users = users;
        this.servers = servers;
        this.repository = repository;
        this.watches = watches;
        this.document = document;
    }

    SubscribeNotificationsAnswer handle(SubscribeNotificationsRequest request) {
        String host = request.envelope().originHost().orElse("");
        var refusal = servers.refusal(host, Operation.SUBSCRIBE, revealed(request));
        if (refusal.isPresent()) {
            return sna(refusal.get());
        }
        if (!NOTICED.containsAll(request.data())) {
            return sna(ThreeGppResult.USER_DATA_CANNOT_BE_NOTIFIED);
        }
        boolean incomplete = request.data().contains(DataReference.REPOSITORY_DATA)
                        && request.services().isEmpty()
                || request.data().contains(DataReference.INITIAL_FILTER_CRITERIA)
                        && request.serverName().isEmpty();
        if (incomplete) {
            return sna(BaseResult.MISSING_AVP);
        }
        return users.find(request.user())
                .map(user -> request.type() == SubscriptionRequestType.SUBSCRIBE
                        ? subscribe(request, user)
                        : unsubscribe(request, user))
                .orElseGet(() -> sna(ThreeGppResult.USER_UNKNOWN));
    }

    /** Which identities are registered says what state the user is in. */
    private static List<DataReference> revealed(SubscribeNotificationsRequest request) {
        boolean registered = request.data().contains(DataReference.IMS_PUBLIC_IDENTITY)
                && UserDataDocument.chosen(request.identitySets()) == IdentitySet.REGISTERED_IDENTITIES;
        return registered
                ? Stream.concat(request.data().stream(), Stream.of(DataReference.IMS_USER_STATE))
                        .toList()
                : request.data();
    }

    private SubscribeNotificationsAnswer subscribe(SubscribeNotificationsRequest request, User user) {
        List<String> services = request.services().stream().map(Octets::text).toList();
        boolean absent = request.data().contains(DataReference.REPOSITORY_DATA)
                && services.stream()
                        .anyMatch(each -> repository.find(user.set().id(), each).isEmpty());
        if (absent) {
            return sna(ThreeGppResult.SUBS_DATA_ABSENT);
        }
        // The watch stands before the data is read: a change in between is told, not missed.
        watches(request, user).forEach(watches::put);
        var answer = SubscribeNotificationsAnswer.draft().result(BaseResult.SUCCESS);
        request.expiry().ifPresent(expiry -> answer.set(ShAvps.EXPIRY_TIME, expiry));
        if (request.sendData().orElse(false)) {
            var wanted = new Wanted(request.data(), services, request.serverName(), request.identitySets());
            switch (document.of(user, wanted)) {
                case UserDataDocument.Made.Written(var data) -> answer.set(ShAvps.USER_DATA, data.write());
                case UserDataDocument.Made.Refused(var result) -> {
                    return sna(result);
                }
            }
        }
        return answer.build();
    }

    private SubscribeNotificationsAnswer unsubscribe(SubscribeNotificationsRequest request, User user) {
        watches(request, user).forEach(watches::remove);
        return sna(BaseResult.SUCCESS);
    }

    private static List<Watch> watches(SubscribeNotificationsRequest request, User user) {
        var found = new ArrayList<Watch>();
        for (DataReference data : request.data()) {
            List<String> details = switch (data) {
                case REPOSITORY_DATA ->
                    request.services().stream().map(Octets::text).toList();
                case INITIAL_FILTER_CRITERIA -> List.of(request.serverName().orElseThrow());
                case IMS_PUBLIC_IDENTITY ->
                    List.of(UserDataDocument.chosen(request.identitySets()).name());
                default -> List.of("");
            };
            details.forEach(detail -> found.add(watch(request, user, data, detail)));
        }
        return found;
    }

    private static Watch watch(SubscribeNotificationsRequest request, User user, DataReference data, String detail) {
        return new Watch(
                user.set().id(),
                user.impu(),
                request.envelope().originHost().orElse(""),
                request.envelope().originRealm().orElse(""),
                data,
                detail,
                request.oneTime().isPresent(),
                request.expiry());
    }

    static SubscribeNotificationsAnswer sna(Result result) {
        return SubscribeNotificationsAnswer.draft().result(result).build();
    }
}
