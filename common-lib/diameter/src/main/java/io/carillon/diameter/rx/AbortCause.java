package io.carillon.diameter.rx;

import io.carillon.diameter.Coded;

/** Abort-Cause (TS 29.214 §5.3.1). */
public enum AbortCause implements Coded {
    BEARER_RELEASED,
    INSUFFICIENT_SERVER_RESOURCES,
    INSUFFICIENT_BEARER_RESOURCES,
    PS_TO_CS_HANDOVER,
    SPONSORED_DATA_CONNECTIVITY_DISALLOWED;

    @Override
    public int code() {
        return ordinal();
    }
}
