package io.carillon.im.smsip.pdu;

/** A TPDU that cannot be used: carries what the RP-ERROR and the report in it say (TS 23.040 §9.2.3.22). */
public final class TpException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient TpFailure failure;
    private final transient RpCause cause;

    public TpException(RpCause cause, TpFailure failure, String why) {
        super(why, null, false, false);
        this.cause = cause;
        this.failure = failure;
    }

    /** The TPDU breaks its format. */
    static TpException broken(String why) {
        return new TpException(RpCause.PROTOCOL_ERROR, TpFailure.UNSPECIFIED, why);
    }

    public TpFailure failure() {
        return failure;
    }

    public RpCause rpCause() {
        return cause;
    }
}
