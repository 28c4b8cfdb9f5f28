package io.carillon.diameter.sh;

import io.carillon.diameter.Coded;

/** Subs-Req-Type (TS 29.329 §6.3.6). */
public enum SubscriptionRequestType implements Coded {
    SUBSCRIBE,
    UNSUBSCRIBE;

    @Override
    public int code() {
        return ordinal();
    }
}
