package io.carillon.diameter.cx;

import io.carillon.diameter.Coded;

/** Reason-Code of a deregistration (TS 29.229 §6.3.17). */
public enum ReasonCode implements Coded {
    PERMANENT_TERMINATION,
    NEW_SERVER_ASSIGNED,
    SERVER_CHANGE,
    REMOVE_SCSCF;

    @Override
    public int code() {
        return ordinal();
    }
}
