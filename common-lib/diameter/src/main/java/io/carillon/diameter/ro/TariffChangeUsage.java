package io.carillon.diameter.ro;

import io.carillon.diameter.Coded;

/** Tariff-Change-Usage (RFC 8506 §8.27). */
public enum TariffChangeUsage implements Coded {
    UNIT_BEFORE_TARIFF_CHANGE,
    UNIT_AFTER_TARIFF_CHANGE,
    UNIT_INDETERMINATE;

    @Override
    public int code() {
        return ordinal();
    }
}
