package io.carillon.diameter;

/** Redirect-Host-Usage (RFC 6733 §6.13): for which further requests a redirect holds. The order is the code's. */
public enum RedirectUsage implements Coded {
    DONT_CACHE,
    ALL_SESSION,
    ALL_REALM,
    REALM_AND_APPLICATION,
    ALL_APPLICATION,
    ALL_HOST,
    ALL_USER;

    @Override
    public int code() {
        return ordinal();
    }
}
