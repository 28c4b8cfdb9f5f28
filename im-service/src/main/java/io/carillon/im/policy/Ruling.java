package io.carillon.im.policy;

/** What the operator's rules say of a message. */
public sealed interface Ruling {
    record Allowed() implements Ruling {}

    /** The operator lets this user send nothing. */
    record Barred() implements Ruling {}

    /** Too much at once: later it may pass. */
    record TooMany(String rule) implements Ruling {}

    /** What one sends by hand is not like this. */
    record Spam(String rule) implements Ruling {}
}
