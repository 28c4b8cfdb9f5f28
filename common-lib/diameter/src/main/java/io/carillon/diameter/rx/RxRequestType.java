package io.carillon.diameter.rx;

import io.carillon.diameter.Coded;

/** Rx-Request-Type (TS 29.214 §5.3.31). */
public enum RxRequestType implements Coded {
    INITIAL_REQUEST,
    UPDATE_REQUEST,
    PCSCF_RESTORATION;

    @Override
    public int code() {
        return ordinal();
    }
}
