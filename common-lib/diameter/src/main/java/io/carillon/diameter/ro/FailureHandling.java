package io.carillon.diameter.ro;

import io.carillon.diameter.Coded;

/** Credit-Control-Failure-Handling (RFC 8506 §8.14). */
public enum FailureHandling implements Coded {
    TERMINATE,
    CONTINUE,
    RETRY_AND_TERMINATE;

    @Override
    public int code() {
        return ordinal();
    }
}
