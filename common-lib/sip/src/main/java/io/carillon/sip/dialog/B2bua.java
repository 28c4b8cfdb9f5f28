package io.carillon.sip.dialog;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import java.util.Optional;

/** The back-to-back user agent of a node: its calls, and the way of a request to its call. */
public final class B2bua {
    /** Looks for a call that another node held; may wait. */
    public interface Recovery {
        /** @param localTag the tag that we gave in that dialog */
        Optional<Recovered> find(String callId, String localTag);
    }

    /** A call out of a store, and the service that goes on with it. */
    public record Recovered(CallState state, CallHooks hooks) {}

    private final SipStack stack;
    private final Recovery recovery;

    public B2bua(SipStack stack, Recovery recovery) {
        this.stack = stack;
        this.recovery = recovery;
    }

    public B2bua(SipStack stack) {
        this(stack, (callId, localTag) -> Optional.empty());
    }

    /** The Contact value that each side gets; the default is the listening point's address. */
    public B2bua contact(java.util.function.UnaryOperator<String> byListener) {
        throw new IllegalStateException(stack.toString() + recovery + byListener);
    }

    /** Answers the INVITE with what the target says, by a call between the two. Returns at once. */
    public BackToBackCall connect(ServerTransaction invite, Target target, CallHooks hooks) {
        throw new IllegalStateException();
    }

    public BackToBackCall restore(CallState state, CallHooks hooks) {
        throw new IllegalStateException();
    }

    /** Takes a request with a To tag; 481 if no call has it. */
    public void onRequest(ServerTransaction inDialog) {
        throw new IllegalStateException();
    }

    /** Takes the ACK to a 2xx. */
    public void onAck(SipRequest ack) {
        throw new IllegalStateException();
    }

    /** Calls held, ringing ones included. */
    public int size() {
        throw new IllegalStateException();
    }
}
