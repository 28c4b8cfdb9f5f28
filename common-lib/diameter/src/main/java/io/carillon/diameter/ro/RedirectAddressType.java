package io.carillon.diameter.ro;

import io.carillon.diameter.Coded;

/** Redirect-Address-Type (RFC 8506 §8.38). */
public enum RedirectAddressType implements Coded {
    IPV4,
    IPV6,
    URL,
    SIP_URI;

    @Override
    public int code() {
        return ordinal();
    }
}
