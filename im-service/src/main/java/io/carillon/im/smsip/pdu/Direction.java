package io.carillon.im.smsip.pdu;

/** Which way a relay message goes; the two have different message type indicators (TS 24.011 §8.2.2). */
public enum Direction {
    FROM_MOBILE,
    TO_MOBILE;

    int bit() {
        return ordinal();
    }
}
