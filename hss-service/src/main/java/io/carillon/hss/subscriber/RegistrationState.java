package io.carillon.hss.subscriber;

/** The state of an implicit registration set (TS 29.228 §6.1: "registered", "unregistered", "not registered"). */
public enum RegistrationState {
    NOT_REGISTERED,
    REGISTERED,
    /** An S-CSCF serves the set though no UE is registered. */
    UNREGISTERED;

    /** Whether an S-CSCF holds the profile. */
    public boolean isServed() {
        return this != NOT_REGISTERED;
    }
}
