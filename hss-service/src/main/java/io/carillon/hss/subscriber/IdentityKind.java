package io.carillon.hss.subscriber;

/** What a public identity stands for; the order is tIdentityType's (TS 29.228 Annex E). */
public enum IdentityKind {
    PUBLIC_USER,
    DISTINCT_PSI,
    WILDCARDED_PSI,
    WILDCARDED_IMPU;

    public boolean isWildcarded() {
        return this == WILDCARDED_PSI || this == WILDCARDED_IMPU;
    }
}
