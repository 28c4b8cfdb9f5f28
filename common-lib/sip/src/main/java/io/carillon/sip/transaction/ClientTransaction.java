package io.carillon.sip.transaction;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Hop;
import java.util.Optional;

/** One sent request and its responses (RFC 3261 §17.1). */
public interface ClientTransaction {
    Hop hop();

    /** Sends CANCEL for an INVITE, at once or after the first provisional response (§9.1). */
    void cancel(String... reasons);

    /** The CANCEL of an INVITE without a final response, for whoever has to send it in this node's place. */
    Optional<SipRequest> cancelling();

    /** Ends the transaction without waiting for more; nothing is sent. */
    void terminate();

    /** Hears the answers; called on I/O or timer threads, must not wait. */
    interface Listener {
        /** Each provisional response, the final one, and for INVITE each further 2xx (RFC 6026 §7.2). */
        void onResponse(ClientTransaction transaction, SipResponse response);

        /** No final response will come. */
        void onFailure(ClientTransaction transaction, Failure failure);
    }
}
