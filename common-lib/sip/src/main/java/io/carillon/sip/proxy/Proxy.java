package io.carillon.sip.proxy;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Hop;

/** The stateful proxy (RFC 3261 §16, RFC 6026). */
public final class Proxy {
    private final SipStack stack;

    public Proxy(SipStack stack) {
        this.stack = stack;
    }

    /** Forwards a request and its responses; answers 483 and 482 itself. */
    public void forward(ServerTransaction upstream, Forward forward) {
        throw new IllegalStateException(stack.toString());
    }

    /** Forwards the ACK to a 2xx. */
    public void forwardAck(SipRequest ack, Hop hop, String listener) {
        throw new IllegalStateException();
    }
}
