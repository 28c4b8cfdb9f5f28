package io.carillon.sip.proxy;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;

/**
 * How many branches of one request may be at work at a time, here and at every proxy behind (RFC 5393 §5). A request
 * that goes one way only keeps what it has, so its bytes are left alone.
 */
record Breadth(int available, int branches) {
    /** The count that §5.3.3 gives a request that comes without one. */
    private static final int STANDARD = 60;

    /** Nothing is written. */
    static final int UNCHANGED = -1;

    static Breadth of(SipRequest request, int branches) {
        return new Breadth(request.number(HeaderName.MAX_BREADTH).orElse(STANDARD), branches);
    }

    boolean exceeded() {
        return branches > available;
    }

    /** What that branch may use: as even as it gets, the first ones take the rest. */
    int share(int branch) {
        return branches == 1 ? UNCHANGED : available / branches + (branch < available % branches ? 1 : 0);
    }
}
