package io.carillon.diameter.ro;

import io.carillon.diameter.Coded;

/** SM-Message-Type (TS 32.299 §7.2.204). */
public enum SmMessageType implements Coded {
    SUBMISSION,
    DELIVERY_REPORT,
    SM_SERVICE_REQUEST,
    DELIVERY;

    @Override
    public int code() {
        return ordinal();
    }
}
