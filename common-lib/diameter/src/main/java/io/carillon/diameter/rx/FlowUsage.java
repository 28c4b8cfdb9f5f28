package io.carillon.diameter.rx;

import io.carillon.diameter.Coded;

/** Flow-Usage (TS 29.214 §5.3.12). */
public enum FlowUsage implements Coded {
    NO_INFORMATION,
    RTCP,
    AF_SIGNALLING;

    @Override
    public int code() {
        return ordinal();
    }
}
