package io.carillon.diameter.cx;

import io.carillon.diameter.Coded;

/** Session-Priority (TS 29.229 §6.3.56). */
public enum SessionPriority implements Coded {
    PRIORITY_0,
    PRIORITY_1,
    PRIORITY_2,
    PRIORITY_3,
    PRIORITY_4;

    @Override
    public int code() {
        return ordinal();
    }
}
