package io.carillon.diameter.rx;

import io.carillon.diameter.Coded;

/** Reservation-Priority (TS 183 017 §7.3). */
public enum ReservationPriority implements Coded {
    PRIORITY_0,
    PRIORITY_1,
    PRIORITY_2,
    PRIORITY_3,
    PRIORITY_4,
    PRIORITY_5,
    PRIORITY_6,
    PRIORITY_7,
    PRIORITY_8,
    PRIORITY_9,
    PRIORITY_10,
    PRIORITY_11,
    PRIORITY_12,
    PRIORITY_13,
    PRIORITY_14,
    PRIORITY_15;

    @Override
    public int code() {
        return ordinal();
    }
}
