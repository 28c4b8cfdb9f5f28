package io.carillon.sip.transaction;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Arrival;

/**
 * Takes what comes in at a listening point without any transaction for it (RFC 3261 §16.11). Called on I/O threads: must
 * not wait.
 */
public interface StatelessHandler {
    /** Every request that may come in, its top Via completed; ACK, CANCEL and retransmissions like any other. */
    void onRequest(SipRequest request, Arrival arrival);

    /** A response that no client transaction of this stack waits for. */
    void onResponse(SipResponse response, Arrival arrival);
}
