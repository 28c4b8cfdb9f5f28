package io.carillon.diameter.rx;

import io.carillon.diameter.Coded;

/** Required-Access-Info (TS 29.214 §5.3.34). */
public enum RequiredAccessInfo implements Coded {
    USER_LOCATION,
    MS_TIME_ZONE;

    @Override
    public int code() {
        return ordinal();
    }
}
