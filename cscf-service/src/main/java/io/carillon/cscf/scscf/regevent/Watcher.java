package io.carillon.cscf.scscf.regevent;

import io.carillon.sip.dialog.DialogState;
import java.time.Instant;

/**
 * A subscription to the state of a registration.
 *
 * @param id unique in the cluster; the user part of our Contact
 * @param watched an identity of the set that is watched
 * @param event the Event value as it came: its id parameter comes back in each NOTIFY (RFC 6665 §4.1.1)
 * @param dialog without the number of the last NOTIFY, which the store counts
 */
public record Watcher(String id, String watched, String event, DialogState dialog, long expiresAtMillis) {
    Watcher refreshed(DialogState by, long until) {
        return new Watcher(id, watched, event, by, until);
    }

    public long secondsLeft(Instant now) {
        return Math.max(0, (expiresAtMillis - now.toEpochMilli() + 999) / 1000);
    }
}
