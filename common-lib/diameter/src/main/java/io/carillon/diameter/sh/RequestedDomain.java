package io.carillon.diameter.sh;

import io.carillon.diameter.Coded;

/** Requested-Domain (TS 29.329 §6.3.7). */
public enum RequestedDomain implements Coded {
    CS_DOMAIN,
    PS_DOMAIN;

    @Override
    public int code() {
        return ordinal();
    }
}
