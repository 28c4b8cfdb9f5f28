package io.carillon.charging.ocs;

/** What a service is measured in: the units of Granted-Service-Unit (RFC 8506 §8.17) that this node can rate. */
public enum Unit {
    /** CC-Time. */
    SECONDS,
    /** CC-Service-Specific-Units: one is one message. */
    EVENTS,
    /** Anything else (octets, money): refused with DIAMETER_RATING_FAILED. */
    UNRATED
}
