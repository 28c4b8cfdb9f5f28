package io.carillon.charging.ocs;

/** How a credit-control request, or one service in it, came out. The wire's result codes are the adapter's business. */
public enum Verdict {
    GRANTED,
    CREDIT_LIMIT_REACHED,
    USER_UNKNOWN,
    RATING_FAILED,
    UNKNOWN_SESSION,
    /** A value that no tariff can mean, such as 2^64-1 messages. */
    INVALID_VALUE,
    /** Not possible in the session's state. */
    UNABLE_TO_COMPLY
}
