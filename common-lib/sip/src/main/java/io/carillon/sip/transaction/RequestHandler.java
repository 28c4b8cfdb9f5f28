package io.carillon.sip.transaction;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transport.Arrival;

/** What stands above the transactions: a proxy, a registrar, a user agent. Called on I/O threads; must not wait. */
public interface RequestHandler {
    /**
     * A new request: never a retransmission, a CANCEL or an ACK. What has to wait goes to
     * {@link ServerTransaction#onLane}.
     */
    void onRequest(ServerTransaction transaction);

    /** An ACK to a 2xx: it has no transaction (RFC 3261 §17). */
    default void onAck(SipRequest ack, Arrival arrival) {}
}
