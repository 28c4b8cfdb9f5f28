package io.carillon.diameter;

/** How often an AVP stands in a command or group, in the notation of RFC 6733 §3.2. */
public enum Cardinality {
    /** {@code { AVP }}: the record holds the value. */
    REQUIRED,
    /** {@code { AVP }} that the peer connection fills in when the record leaves it open: the record holds an Optional. */
    FILLED_IN,
    /** {@code [ AVP ]}. */
    OPTIONAL,
    /** {@code *[ AVP ]}. */
    REPEATED,
    /** {@code 1*{ AVP }}. */
    SOME;

    boolean many() {
        return this == REPEATED || this == SOME;
    }

    boolean onTheWire() {
        return this == REQUIRED || this == FILLED_IN || this == SOME;
    }
}
