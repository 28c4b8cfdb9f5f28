package io.carillon.hss.slf;

import io.carillon.diameter.DiameterAnswer;
import io.carillon.diameter.DiameterRequest;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Draft;
import io.carillon.diameter.PeerAddress;
import io.carillon.diameter.Redirect;
import io.carillon.diameter.RedirectUsage;
import io.carillon.diameter.Result;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.diameter.cx.MultimediaAuthAnswer;
import io.carillon.diameter.cx.MultimediaAuthRequest;
import io.carillon.diameter.cx.ServerAssignmentAnswer;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.UserAuthorizationAnswer;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import io.carillon.diameter.sh.ProfileUpdateAnswer;
import io.carillon.diameter.sh.ProfileUpdateRequest;
import io.carillon.diameter.sh.SubscribeNotificationsAnswer;
import io.carillon.diameter.sh.SubscribeNotificationsRequest;
import io.carillon.diameter.sh.UserDataAnswer;
import io.carillon.diameter.sh.UserDataRequest;
import io.carillon.diameter.sh.UserIdentity;
import io.carillon.hss.peer.Guard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Redirects each Cx and Sh request to the HSS that has its user: Dx and Dh (TS 29.229 §5, TS 29.328 §6.5). */
public final class SlfNode {
    private final DiameterServer server;
    private final Directory directory;
    private final Function<String, PeerAddress> addresses;
    private final Duration remembered;

    /**
     * @param addresses of HSS nodes, by what a route calls them
     * @param remembered for how long a client may go to the same HSS without asking
     */
    public SlfNode(
            DiameterServer server, Directory directory, Function<String, PeerAddress> addresses, Duration remembered) {
        this.server = server;
        this.directory = directory;
        this.addresses = addresses;
        this.remembered = remembered;
        redirects(UserAuthorizationRequest.class, UserAuthorizationRequest::users, UserAuthorizationAnswer::draft);
        redirects(MultimediaAuthRequest.class, MultimediaAuthRequest::users, MultimediaAuthAnswer::draft);
        redirects(ServerAssignmentRequest.class, ServerAssignmentRequest::users, ServerAssignmentAnswer::draft);
        redirects(LocationInfoRequest.class, LocationInfoRequest::users, LocationInfoAnswer::draft);
        redirects(UserDataRequest.class, r -> named(r.user()), UserDataAnswer::draft);
        redirects(ProfileUpdateRequest.class, r -> named(r.user()), ProfileUpdateAnswer::draft);
        redirects(SubscribeNotificationsRequest.class, r -> named(r.user()), SubscribeNotificationsAnswer::draft);
    }

    private <R extends DiameterRequest<A>, A extends DiameterAnswer> void redirects(
            Class<R> request, Function<R, List<String>> users, Supplier<Draft<A>> answer) {
        server.handle(
                request,
                Guard.around(
                        each -> redirect(users.apply(each), answer.get()),
                        failed -> answer.get().result(failed).build()));
    }

    private static List<String> named(UserIdentity user) {
        return user.publicIdentity().stream().toList();
    }

    private <A extends DiameterAnswer> A redirect(List<String> users, Draft<A> answer) {
        Optional<List<String>> hosts = directory.of(users);
        if (hosts.isEmpty()) {
            Result unknown = ThreeGppResult.USER_UNKNOWN;
            return answer.result(unknown).build();
        }
        List<PeerAddress> there = hosts.get().stream().map(addresses).toList();
        return new Redirect(there, RedirectUsage.ALL_USER, remembered).in(answer);
    }
}
