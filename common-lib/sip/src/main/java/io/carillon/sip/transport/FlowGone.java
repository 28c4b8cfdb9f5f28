package io.carillon.sip.transport;

import java.io.IOException;

/** The connection that alone leads to the peer is closed: 430 to whoever asked (RFC 5626 §5.3.1). */
public final class FlowGone extends IOException {
    private static final long serialVersionUID = 1L;

    FlowGone(Hop hop) {
        super("No connection with " + hop + " any more");
    }

    /** Told on the way of a message, where a stack trace says nothing. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
