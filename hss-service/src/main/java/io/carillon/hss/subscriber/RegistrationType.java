package io.carillon.hss.subscriber;

/** Which REGISTER requests a trigger is met by; the order is tRegistrationType's (TS 29.228 Annex E). */
public enum RegistrationType {
    INITIAL_REGISTRATION,
    RE_REGISTRATION,
    DE_REGISTRATION
}
