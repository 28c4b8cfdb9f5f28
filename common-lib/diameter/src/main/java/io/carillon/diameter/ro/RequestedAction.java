package io.carillon.diameter.ro;

import io.carillon.diameter.Coded;

/** Requested-Action (RFC 8506 §8.41). */
public enum RequestedAction implements Coded {
    DIRECT_DEBITING,
    REFUND_ACCOUNT,
    CHECK_BALANCE,
    PRICE_ENQUIRY;

    @Override
    public int code() {
        return ordinal();
    }
}
