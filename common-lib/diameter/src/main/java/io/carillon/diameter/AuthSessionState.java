package io.carillon.diameter;

/** Auth-Session-State (RFC 6733 §8.11). */
public enum AuthSessionState implements Coded {
    STATE_MAINTAINED,
    NO_STATE_MAINTAINED;

    @Override
    public int code() {
        return ordinal();
    }
}
