package io.carillon.hss.slf;

import io.carillon.diameter.DiameterAnswer;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.context.SmartLifecycle;

/** Redirects each Cx and Sh request to the HSS that has its user: Dx and Dh (TS 29.229 §5, TS 29.328 §6.5). */
public final class SlfNode implements SmartLifecycle {
    private final DiameterServer server;
    private final Routes routes;
    private final Function<String, PeerAddress> addresses;
    private final Duration remembered;
    private volatile boolean running;

    /**
     * @param addresses of HSS nodes, by what a route calls them
     * @param remembered for how long a client may go to the same HSS without asking
     */
    public SlfNode(DiameterServer server, Routes routes, Function<String, PeerAddress> addresses, Duration remembered) {
        this.server = server;
        this.routes = routes;
        this.addresses = addresses;
        this.remembered = remembered;
        server.handle(UserAuthorizationRequest.class, r -> redirect(r.users(), UserAuthorizationAnswer.draft()));
        server.handle(MultimediaAuthRequest.class, r -> redirect(r.users(), MultimediaAuthAnswer.draft()));
        server.handle(ServerAssignmentRequest.class, r -> redirect(r.users(), ServerAssignmentAnswer.draft()));
        server.handle(LocationInfoRequest.class, r -> redirect(r.users(), LocationInfoAnswer.draft()));
        server.handle(UserDataRequest.class, r -> redirect(named(r.user()), UserDataAnswer.draft()));
        server.handle(ProfileUpdateRequest.class, r -> redirect(named(r.user()), ProfileUpdateAnswer.draft()));
        server.handle(
                SubscribeNotificationsRequest.class,
                r -> redirect(named(r.user()), SubscribeNotificationsAnswer.draft()));
    }

    private static List<String> named(UserIdentity user) {
        return user.publicIdentity().stream().toList();
    }

    private <A extends DiameterAnswer> A redirect(List<String> users, Draft<A> answer) {
        Optional<List<String>> hosts = routes.of(users);
        if (hosts.isEmpty()) {
            Result unknown = ThreeGppResult.USER_UNKNOWN;
            return answer.result(unknown).build();
        }
        List<PeerAddress> there = hosts.get().stream().map(addresses).toList();
        return new Redirect(there, RedirectUsage.ALL_USER, remembered).in(answer);
    }

    @Override
    public void start() {
        server.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        server.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
