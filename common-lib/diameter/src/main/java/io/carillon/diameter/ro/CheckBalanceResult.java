package io.carillon.diameter.ro;

import io.carillon.diameter.Coded;

/** Check-Balance-Result (RFC 8506 §8.6). */
public enum CheckBalanceResult implements Coded {
    ENOUGH_CREDIT,
    NO_CREDIT;

    @Override
    public int code() {
        return ordinal();
    }
}
