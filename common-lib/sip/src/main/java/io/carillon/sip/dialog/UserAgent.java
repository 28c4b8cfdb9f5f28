package io.carillon.sip.dialog;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import java.util.function.Consumer;

/** A plain user agent at one listening point: places and takes calls. */
public final class UserAgent implements RequestHandler {
    private final SipStack stack;

    /** @param contact the Contact value of its dialogs */
    public UserAgent(SipStack stack, String listener, String contact) {
        this.stack = stack;
    }

    /** Who takes incoming calls, on a virtual thread of the call; without one they are answered with 480. */
    public UserAgent onCall(Consumer<UserAgentCall> taker) {
        throw new IllegalStateException(stack.toString() + taker);
    }

    /** Who takes requests outside of dialogs; without one they are answered with 405, OPTIONS with 200. */
    public UserAgent onOther(Consumer<ServerTransaction> taker) {
        throw new IllegalStateException(stack.toString() + taker);
    }

    /** Sends an INVITE; Contact is added. In-dialog requests go to the same hop unless a route set says otherwise. */
    public UserAgentCall call(SipRequest invite, Hop hop) {
        throw new IllegalStateException();
    }

    @Override
    public void onRequest(ServerTransaction transaction) {
        throw new IllegalStateException();
    }

    @Override
    public void onAck(SipRequest ack, Arrival arrival) {
        throw new IllegalStateException();
    }
}
