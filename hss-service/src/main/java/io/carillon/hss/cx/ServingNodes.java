package io.carillon.hss.cx;

import io.carillon.diameter.Envelope;
import io.carillon.hss.subscriber.ServingNode;

/** The S-CSCF that sent a request. */
final class ServingNodes {
    private ServingNodes() {}

    static ServingNode of(String serverName, Envelope envelope) {
        return new ServingNode(
                serverName,
                envelope.originHost().orElse(""),
                envelope.originRealm().orElse(""));
    }
}
