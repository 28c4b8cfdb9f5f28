package io.carillon.bench.sip.server;

/** What a bare server does with what comes. */
public enum Duty {
    /** Forwards statefully and record-routes. */
    PROXY,
    /** Challenges and keeps bindings in memory; forwards MESSAGE to them. */
    REGISTRAR,
    /** Forwards without any state (RFC 3261 §16.11). */
    STATELESS
}
