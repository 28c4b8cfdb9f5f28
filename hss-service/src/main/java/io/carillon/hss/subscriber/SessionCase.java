package io.carillon.hss.subscriber;

/** The session case of a service point trigger; the order is tDirectionOfRequest's (TS 29.228 Annex E). */
public enum SessionCase {
    ORIGINATING_REGISTERED,
    TERMINATING_REGISTERED,
    TERMINATING_UNREGISTERED,
    ORIGINATING_UNREGISTERED,
    ORIGINATING_CDIV
}
