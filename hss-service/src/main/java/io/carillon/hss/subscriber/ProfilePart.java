package io.carillon.hss.subscriber;

/** For which users a filter criterion holds; the order is tProfilePartIndicator's (TS 29.228 Annex E). */
public enum ProfilePart {
    REGISTERED,
    UNREGISTERED
}
