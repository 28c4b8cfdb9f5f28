package io.carillon.im.store;

/** What kind of message it is. */
public enum Kind {
    /** A short message (TS 24.341). */
    SMS,
    /** The report of a short message's end, which no user reads. */
    STATUS_REPORT,
    /** A page-mode message (TS 24.247 §5). */
    TEXT,
    /** Said in a session (TS 24.247 §6). */
    SESSION,
    /** What a recipient's device says of a message (RFC 5438). */
    NOTICE,
    /** Too large for a MESSAGE, and kept (TS 24.247 §6). */
    LARGE,
    /** A file (RFC 5547). */
    FILE;

    /** Somebody wrote it, and somebody is to read it: it is paid for, recorded and in the history. */
    public boolean isMessage() {
        return this != STATUS_REPORT && this != NOTICE;
    }

    /** Its contents are beside its entry in the outbox. */
    public boolean isLarge() {
        return this == LARGE || this == FILE;
    }
}
