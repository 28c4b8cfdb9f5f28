package io.carillon.diameter.rx;

import io.carillon.diameter.Coded;

/** Flow-Status (TS 29.214 §5.3.11). */
public enum FlowStatus implements Coded {
    ENABLED_UPLINK,
    ENABLED_DOWNLINK,
    ENABLED,
    DISABLED,
    REMOVED;

    @Override
    public int code() {
        return ordinal();
    }
}
