package io.carillon.im.smsip.pdu;

import java.util.OptionalInt;

/** A relay message that cannot be used: carries the cause for the RP-ERROR and, if it could be read, its reference. */
public final class RpException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient RpCause cause;
    private final int reference;

    RpException(RpCause cause, int reference, String why) {
        super(why, null, false, false);
        this.cause = cause;
        this.reference = reference;
    }

    public RpCause rpCause() {
        return cause;
    }

    /** Empty if the message ended before its reference: then nothing can be answered on the relay layer. */
    public OptionalInt reference() {
        return reference < 0 ? OptionalInt.empty() : OptionalInt.of(reference);
    }
}
