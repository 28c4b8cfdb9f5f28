package io.carillon.diameter.ro;

import io.carillon.diameter.Coded;

/** Reporting-Reason (TS 32.299 §7.2.175). */
public enum ReportingReason implements Coded {
    THRESHOLD,
    QHT,
    FINAL,
    QUOTA_EXHAUSTED,
    VALIDITY_TIME,
    OTHER_QUOTA_TYPE,
    RATING_CONDITION_CHANGE,
    FORCED_REAUTHORISATION,
    POOL_EXHAUSTED;

    @Override
    public int code() {
        return ordinal();
    }
}
