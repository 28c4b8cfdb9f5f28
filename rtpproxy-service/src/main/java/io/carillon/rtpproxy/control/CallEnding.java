package io.carillon.rtpproxy.control;

/** Hears of every call that ends, with its last figures. */
@FunctionalInterface
interface CallEnding {
    enum Cause {
        /** The SIP server said so. */
        DELETED,
        /** No media came within its time. */
        SILENT
    }

    void ended(CallReport last, Cause cause);
}
