package io.carillon.sip.dialog;

import java.util.Map;

/**
 * A call of the B2BUA as it lives in a store: everything another node needs to take its next request.
 *
 * @param caller the dialog with the caller, in which we are the called side
 * @param callee the dialog with the called side
 * @param answeredAt milliseconds since the epoch
 * @param sessionExpires seconds of the session timer (RFC 4028), 0 without one
 * @param refreshedAt when the session was last refreshed, milliseconds since the epoch
 * @param notes the service's own facts: charging identifiers, served user
 */
public record CallState(
        DialogState caller,
        String callerListener,
        DialogState callee,
        String calleeListener,
        long answeredAt,
        int sessionExpires,
        long refreshedAt,
        Map<String, String> notes) {
    public CallState {
        notes = Map.copyOf(notes);
    }
}
