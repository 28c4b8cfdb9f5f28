package io.carillon.hss.cx;

import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.diameter.cx.MultimediaAuthRequest;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import io.carillon.hss.auth.Vault;
import io.carillon.hss.peer.Guard;
import io.carillon.hss.subscriber.ServiceProfiles;
import io.carillon.hss.subscriber.Subscriptions;
import io.carillon.hss.xml.ChargingNames;
import java.util.Set;

/** The Cx server: which flow answers which command. */
public final class CxNode {

    public CxNode(
            DiameterServer server,
            Subscriptions subscriptions,
            ServiceProfiles profiles,
            Vault vault,
            Set<String> visitedNetworks,
            ChargingNames charging) {
        var identities = new Identities(subscriptions);
        var authorization = new UserAuthorizationFlow(identities, new VisitedNetworks(visitedNetworks));
        var authentication = new MultimediaAuthFlow(subscriptions, vault);
        var assignment = new ServerAssignmentFlow(subscriptions, profiles, Charging.of(charging));
        var location = new LocationInfoFlow(identities, profiles);
        server.handle(UserAuthorizationRequest.class, Guard.around(authorization::handle, Answers::uaa));
        server.handle(MultimediaAuthRequest.class, Guard.around(authentication::handle, Answers::maa));
        server.handle(ServerAssignmentRequest.class, Guard.around(assignment::handle, Answers::saa));
        server.handle(LocationInfoRequest.class, Guard.around(location::handle, Answers::lia));
    }
}
