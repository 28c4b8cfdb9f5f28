package io.carillon.im.store;

/** What became of a message. */
public enum State {
    ACCEPTED,
    DELIVERED,
    /** Its reader has seen it (RFC 5438). */
    DISPLAYED,
    FAILED,
    EXPIRED,
    /** Its sender took it back (TS 23.040 §9.2.3.19). */
    DELETED,
    /** A later one took its place (TS 23.040 §9.2.3.9). */
    REPLACED
}
