package io.carillon.diameter.cx;

import io.carillon.diameter.Coded;

/** Server-Assignment-Type (TS 29.229 §6.3.15). */
public enum ServerAssignmentType implements Coded {
    NO_ASSIGNMENT,
    REGISTRATION,
    RE_REGISTRATION,
    UNREGISTERED_USER,
    TIMEOUT_DEREGISTRATION,
    USER_DEREGISTRATION,
    TIMEOUT_DEREGISTRATION_STORE_SERVER_NAME,
    USER_DEREGISTRATION_STORE_SERVER_NAME,
    ADMINISTRATIVE_DEREGISTRATION,
    AUTHENTICATION_FAILURE,
    AUTHENTICATION_TIMEOUT,
    DEREGISTRATION_TOO_MUCH_DATA,
    AAA_USER_DATA_REQUEST,
    PGW_UPDATE,
    RESTORATION;

    @Override
    public int code() {
        return ordinal();
    }
}
