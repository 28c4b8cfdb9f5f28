package io.carillon.diameter.sh;

import io.carillon.diameter.Coded;

/** Identity-Set (TS 29.329 §6.3.10): which of the public identities. */
public enum IdentitySet implements Coded {
    ALL_IDENTITIES,
    REGISTERED_IDENTITIES,
    IMPLICIT_IDENTITIES,
    ALIAS_IDENTITIES;

    @Override
    public int code() {
        return ordinal();
    }
}
