package io.carillon.sip.transaction;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Arrival;
import java.util.List;
import java.util.function.Consumer;

/** One received request and its responses (RFC 3261 §17.2). */
public interface ServerTransaction {
    /** The request, its top Via completed with received and rport (§18.2.1, RFC 3581). */
    SipRequest request();

    Arrival arrival();

    /** Sends a response; after a final one only further 2xx to INVITE pass, everything else is dropped. */
    void respond(SipResponse response);

    /** As {@link #respond(SipResponse)}, for who still has a 2xx to pass when the request is long forgotten. */
    default Consumer<SipResponse> answers() {
        return this::respond;
    }

    /** Answers with nothing but the status; the To tag is added. */
    void respond(int status);

    /**
     * Called once, on an I/O thread, when a CANCEL for this request was accepted; at once if it came already. The
     * CANCEL has been answered with 200; the INVITE is still to be answered, with 487 as a rule (§9.2).
     */
    void onCancel(Runnable listener);

    boolean isCancelled();

    /** Reason values of the CANCEL; they go into the CANCELs that come of it (RFC 3326 §2). */
    List<String> cancelReasons();

    boolean isAnswered();

    /**
     * Called once if no ACK came for a final response (Timer H, L): for a 2xx the dialog should be ended with BYE
     * (§13.3.1.4 is the user agent's own timer; this is for non-2xx only).
     */
    void onNoAck(Runnable listener);

    /**
     * Runs a task that may wait on a virtual thread, in order with the other tasks of the same Call-ID. Beyond the
     * node's bound of waiting tasks the request is answered with 503 and Retry-After.
     */
    void onLane(Runnable task);

    /**
     * Ends the transaction without an answer: one that comes after the client's own timer only adds load (RFC 4320
     * §4.2).
     */
    void abandon();
}
