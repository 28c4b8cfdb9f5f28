package io.carillon.diameter.ro;

import io.carillon.diameter.Coded;

/** User-Equipment-Info-Type (RFC 8506 §8.50). */
public enum UserEquipmentInfoType implements Coded {
    IMEISV,
    MAC,
    EUI64,
    MODIFIED_EUI64;

    @Override
    public int code() {
        return ordinal();
    }
}
