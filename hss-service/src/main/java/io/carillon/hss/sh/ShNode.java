package io.carillon.hss.sh;

import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.sh.ProfileUpdateRequest;
import io.carillon.diameter.sh.SubscribeNotificationsRequest;
import io.carillon.diameter.sh.UserDataRequest;
import io.carillon.hss.peer.Guard;
import io.carillon.hss.subscriber.ServiceProfiles;
import io.carillon.hss.subscriber.Subscriptions;
import io.carillon.hss.xml.ChargingNames;

/** The Sh server: which flow answers which command. */
public final class ShNode {

    /** Takes its place at the server, which must not have been started. */
    public ShNode(
            DiameterServer server,
            Subscriptions subscriptions,
            ServiceProfiles profiles,
            Repository repository,
            Watches watches,
            ApplicationServers servers,
            ChargingNames charging,
            ShPush push) {
        var users = new ShUsers(subscriptions);
        var document = new UserDataDocument(repository, profiles, charging);
        var pull = new UserDataFlow(users, servers, document);
        var update = new ProfileUpdateFlow(users, servers, repository, push);
        var subscription = new SubscriptionFlow(users, servers, repository, watches, document);
        server.handle(UserDataRequest.class, Guard.around(pull::handle, UserDataFlow::uda));
        server.handle(ProfileUpdateRequest.class, Guard.around(update::handle, ProfileUpdateFlow::pua));
        server.handle(SubscribeNotificationsRequest.class, Guard.around(subscription::handle, SubscriptionFlow::sna));
    }
}
