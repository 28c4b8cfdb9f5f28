package io.carillon.diameter.ro;

import io.carillon.diameter.Coded;

/** Role-Of-Node (TS 32.299 §7.2.176). */
public enum RoleOfNode implements Coded {
    ORIGINATING_ROLE,
    TERMINATING_ROLE,
    PROXY_ROLE,
    B2BUA_ROLE;

    @Override
    public int code() {
        return ordinal();
    }
}
