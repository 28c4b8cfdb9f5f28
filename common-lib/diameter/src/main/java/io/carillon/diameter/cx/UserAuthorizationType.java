package io.carillon.diameter.cx;

import io.carillon.diameter.Coded;

/** User-Authorization-Type (TS 29.229 §6.3.24). */
public enum UserAuthorizationType implements Coded {
    REGISTRATION,
    DE_REGISTRATION,
    REGISTRATION_AND_CAPABILITIES;

    @Override
    public int code() {
        return ordinal();
    }
}
