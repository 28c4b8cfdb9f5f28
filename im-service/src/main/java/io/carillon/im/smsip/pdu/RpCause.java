package io.carillon.im.smsip.pdu;

/** RP-Cause (TS 24.011 §8.2.5.4, Annex E); any of the 128 values may come in. */
public record RpCause(int code) {
    public static final RpCause UNASSIGNED_NUMBER = new RpCause(1);
    public static final RpCause OPERATOR_BARRING = new RpCause(8);
    public static final RpCause TRANSFER_REJECTED = new RpCause(21);
    public static final RpCause MEMORY_EXCEEDED = new RpCause(22);
    public static final RpCause UNIDENTIFIED_SUBSCRIBER = new RpCause(28);
    public static final RpCause NETWORK_OUT_OF_ORDER = new RpCause(38);
    public static final RpCause TEMPORARY_FAILURE = new RpCause(41);
    public static final RpCause CONGESTION = new RpCause(42);
    public static final RpCause NOT_SUBSCRIBED = new RpCause(50);
    public static final RpCause NOT_IMPLEMENTED = new RpCause(69);
    public static final RpCause INVALID_REFERENCE = new RpCause(81);
    public static final RpCause SEMANTICALLY_INCORRECT = new RpCause(95);
    public static final RpCause INVALID_MANDATORY = new RpCause(96);
    public static final RpCause UNKNOWN_MESSAGE_TYPE = new RpCause(97);
    public static final RpCause PROTOCOL_ERROR = new RpCause(111);

    public RpCause {
        if (code < 0 || code > 127) {
            throw new IllegalArgumentException("RP-Cause " + code);
        }
    }

    @Override
    public String toString() {
        return "RP cause " + code;
    }
}
