package io.carillon.sip.dialog;

import java.util.Optional;

/**
 * How a call ended.
 *
 * @param who the side that ended it; empty if it was this node
 * @param status the final response the caller got, 200 if the call was answered
 */
public record CallEnd(Cause cause, Optional<Party> who, int status) {
    /** Why a call ended. */
    public enum Cause {
        /** A BYE in an answered call. */
        BYE,
        /** The caller gave up before the answer. */
        CANCELLED,
        /** The called side refused, or could not be reached. */
        REFUSED,
        /** The called side rang in vain. */
        NO_ANSWER,
        /** The caller never acknowledged the answer. */
        NO_ACK,
        /** The session timer ran out (RFC 4028). */
        SESSION_EXPIRED,
        /** The service released the call. */
        RELEASED
    }
}
