package io.carillon.im.policy;

/** What the operator's rules say of a message. */
public sealed interface Ruling {
    record Allowed() implements Ruling {}

    /** The operator lets this user send nothing. */
    record Barred() implements Ruling {}

    /** Too much at once: later it may pass. */
    record TooMany(String rule) implements Ruling {
        public static final TooMany OF_ONE = new TooMany("messages of one user");
        public static final TooMany TO_ONE = new TooMany("messages from one to another");
    }

    /** What one sends by hand is not like this. */
    record Spam(String rule) implements Ruling {
        public static final Spam FAN_OUT = new Spam("recipients of one user");
        public static final Spam REPETITION = new Spam("one text to many");
    }
}
