package io.carillon.diameter.ro;

import io.carillon.diameter.Coded;

/** Final-Unit-Action (RFC 8506 §8.35). */
public enum FinalUnitAction implements Coded {
    TERMINATE,
    REDIRECT,
    RESTRICT_ACCESS;

    @Override
    public int code() {
        return ordinal();
    }
}
