package io.carillon.hss.subscriber;

/** What a USIM computes its answers with. */
public enum AkaAlgorithm {
    /** TS 35.206. */
    MILENAGE,
    /** TS 35.231. */
    TUAK
}
