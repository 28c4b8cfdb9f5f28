package io.carillon.diameter.sh;

import io.carillon.diameter.Coded;

/** One-Time-Notification (TS 29.329 §6.3.22): the subscription ends with its first notification. */
public enum OneTimeNotification implements Coded {
    ONE_TIME_NOTIFICATION_REQUESTED;

    @Override
    public int code() {
        return ordinal();
    }
}
