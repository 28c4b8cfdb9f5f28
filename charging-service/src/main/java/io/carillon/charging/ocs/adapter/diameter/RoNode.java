package io.carillon.charging.ocs.adapter.diameter;

import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.ro.CreditControlRequest;

/** The Ro server: what answers which command. */
public final class RoNode {

    /** Takes its place at the server, which must not have been started. */
    public RoNode(DiameterServer server, RoEndpoint endpoint) {
        server.handle(CreditControlRequest.class, endpoint::answer);
    }
}
