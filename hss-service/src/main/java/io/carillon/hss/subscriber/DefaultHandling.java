package io.carillon.hss.subscriber;

/** What becomes of a request whose application server does not answer; the order is tDefaultHandling's. */
public enum DefaultHandling {
    SESSION_CONTINUED,
    SESSION_TERMINATED
}
