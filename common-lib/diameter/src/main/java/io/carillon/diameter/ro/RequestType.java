package io.carillon.diameter.ro;

import io.carillon.diameter.Coded;

/** CC-Request-Type (RFC 8506 §8.3). */
public enum RequestType implements Coded {
    INITIAL_REQUEST,
    UPDATE_REQUEST,
    TERMINATION_REQUEST,
    EVENT_REQUEST;

    @Override
    public int code() {
        return ordinal() + 1;
    }
}
