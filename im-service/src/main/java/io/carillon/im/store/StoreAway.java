package io.carillon.im.store;

import io.carillon.sip.message.SipFailure;

/** The store does not answer: nothing was accepted, and the same request may come again. */
public final class StoreAway extends SipFailure {
    private static final long serialVersionUID = 1L;
    /** Retry-After, seconds. */
    public static final int RETRY_AFTER = 5;

    private final String why;

    public StoreAway(String why) {
        super(503, "Message Store Unavailable");
        this.why = why;
    }

    /** For the log, not for the peer. */
    public String why() {
        return why;
    }
}
