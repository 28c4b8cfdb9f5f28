package io.carillon.sip.dialog;

/** A side of a call between two. */
public enum Party {
    CALLER,
    CALLEE;

    public Party other() {
        return this == CALLER ? CALLEE : CALLER;
    }
}
