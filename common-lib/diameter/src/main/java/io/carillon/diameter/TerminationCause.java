package io.carillon.diameter;

/** Termination-Cause (RFC 6733 §8.15). */
public enum TerminationCause implements Coded {
    LOGOUT,
    SERVICE_NOT_PROVIDED,
    BAD_ANSWER,
    ADMINISTRATIVE,
    LINK_BROKEN,
    AUTH_EXPIRED,
    USER_MOVED,
    SESSION_TIMEOUT;

    @Override
    public int code() {
        return ordinal() + 1;
    }
}
