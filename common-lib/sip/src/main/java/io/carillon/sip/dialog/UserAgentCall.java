package io.carillon.sip.dialog;

import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
import java.time.Duration;
import java.util.Optional;

/**
 * A call as one user agent sees it: events come out of an in-box, and methods do what the user does. The methods wait;
 * call them from a virtual thread or a test.
 */
public final class UserAgentCall {
    UserAgentCall() {}

    /** What a call hears. */
    public sealed interface Event {
        /** A provisional response to our INVITE; a reliable one has been acknowledged with PRACK. */
        record Progress(SipResponse response) implements Event {}

        /** Our INVITE was answered and acknowledged. */
        record Answered(SipResponse response) implements Event {}

        /** Our INVITE was refused, or no answer came (408, 503). */
        record Refused(SipResponse response) implements Event {}

        /** The caller gave up; we answered 487. */
        record Cancelled() implements Event {}

        /** The caller acknowledged our answer. */
        record Acknowledged(SipRequest ack) implements Event {}

        /** A request in the dialog that the user must answer: re-INVITE, UPDATE, INFO, PRACK with an offer … */
        record Requested(ServerTransaction transaction) implements Event {}

        /** BYE from the peer, which has been answered, or an answer that was never acknowledged. */
        record Ended(String why) implements Event {}
    }

    /** The INVITE that made this call. */
    public SipRequest invite() {
        throw new IllegalStateException();
    }

    /** The next event; empty if none comes in that time. */
    public Optional<Event> next(Duration deadline) {
        throw new IllegalStateException("" + deadline);
    }

    /** Sends a provisional response to the caller's INVITE; reliably if it has Require: 100rel (RFC 3262). */
    public void progress(SipResponse response) {
        throw new IllegalStateException("" + response);
    }

    /** A response to the INVITE with our tag and Contact, to be completed. */
    public io.carillon.sip.message.ResponseEdit reply(int status) {
        throw new IllegalStateException("" + status);
    }

    /** Answers the call with a 2xx, which is retransmitted until the ACK comes. */
    public void answer(SipResponse response) {
        throw new IllegalStateException("" + response);
    }

    public void refuse(int status) {
        throw new IllegalStateException("" + status);
    }

    /** Gives up our INVITE. */
    public void cancel() {
        throw new IllegalStateException();
    }

    /** A request in the dialog, to be completed and sent with {@link #send}. */
    public RequestEdit request(String method) {
        throw new IllegalStateException(method);
    }

    /** Sends a request in the dialog and waits for its final response; a 2xx to re-INVITE is acknowledged. */
    public SipResponse send(SipRequest request) {
        throw new IllegalStateException("" + request);
    }

    /** Ends the call with BYE and waits for its response. */
    public SipResponse bye() {
        throw new IllegalStateException();
    }

    /** The dialog, once there is one. */
    public Optional<Dialog> dialog() {
        throw new IllegalStateException();
    }
}
