package io.carillon.diameter;

/** Subscription-Id-Type (RFC 8506 §8.47). */
public enum SubscriptionIdType implements Coded {
    E164,
    IMSI,
    SIP_URI,
    NAI,
    PRIVATE;

    @Override
    public int code() {
        return ordinal();
    }
}
