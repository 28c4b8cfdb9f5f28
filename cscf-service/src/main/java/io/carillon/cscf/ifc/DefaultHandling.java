package io.carillon.cscf.ifc;

/** What to do when an application server does not answer (TS 29.228 §B.2.2); the order is the schema's numbering. */
public enum DefaultHandling {
    SESSION_CONTINUED,
    SESSION_TERMINATED
}
