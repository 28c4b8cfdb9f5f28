package io.carillon.diameter.cx;

import io.carillon.diameter.Coded;

/** Originating-Request (TS 29.229 §6.3.34): the AVP is there, or the request is not originating. */
public enum OriginatingRequest implements Coded {
    ORIGINATING;

    @Override
    public int code() {
        return ordinal();
    }
}
