package io.carillon.sip.transaction;

/** Why a client transaction ended without a final response; the status is what a proxy acts on (RFC 3261 §16.9, §16.8). */
public enum Failure {
    /** Timer B or F fired. */
    TIMEOUT(408),
    /** The message could not be sent, or the connection broke. */
    TRANSPORT(503),
    /** The peer is dead. It may have got the message, and may have acted on it. */
    PEER_GONE(504),
    /** The connection that alone leads to the peer is gone (RFC 5626 §5.3.1). */
    FLOW(430);

    private final int status;

    Failure(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** Whether the peer may be at work on the request. */
    boolean mayHaveArrived() {
        return switch (this) {
            case TIMEOUT, PEER_GONE -> true;
            case TRANSPORT, FLOW -> false;
        };
    }
}
