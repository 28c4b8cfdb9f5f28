package io.carillon.diameter.ro;

import io.carillon.diameter.Coded;

/** Direct-Debiting-Failure-Handling (RFC 8506 §8.15). */
public enum DirectDebitingFailureHandling implements Coded {
    TERMINATE_OR_BUFFER,
    CONTINUE;

    @Override
    public int code() {
        return ordinal();
    }
}
