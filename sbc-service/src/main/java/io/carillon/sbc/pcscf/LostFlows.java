package io.carillon.sbc.pcscf;

import io.carillon.sip.message.SipFailure;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.FlowObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a phone has ended: requests for it get 430 (RFC 5626 §5.3.1), and a stranger who opens one from the
 * same address and port, as behind a NAT, is not taken for it.
 */
public final class LostFlows implements FlowObserver {
    private static final Logger LOG = LoggerFactory.getLogger(LostFlows.class);

    private final AccessUsers users;

    public LostFlows(AccessUsers users) {
        this.users = users;
    }

    @Override
    public void lost(Arrival flow) {
        if (flow.listener().equals(Border.ACCESS)) {
            Thread.ofVirtual().start(() -> forget(FlowToken.of(flow)));
        }
    }

    private void forget(String token) {
        try {
            users.lost(token);
        } catch (SipFailure e) {
            LOG.warn("A lost flow stays in the store until it expires: {}", e.reason());
        }
    }
}
