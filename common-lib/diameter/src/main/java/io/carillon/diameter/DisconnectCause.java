package io.carillon.diameter;

/** Disconnect-Cause (RFC 6733 §5.4.3). */
public enum DisconnectCause implements Coded {
    REBOOTING,
    BUSY,
    DO_NOT_WANT_TO_TALK_TO_YOU;

    @Override
    public int code() {
        return ordinal();
    }
}
