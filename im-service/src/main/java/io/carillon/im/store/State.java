package io.carillon.im.store;

/** What became of a message. */
public enum State {
    ACCEPTED,
    DELIVERED,
    FAILED,
    EXPIRED
}
