package io.carillon.cscf.ifc;

/** On whose behalf a request is looked at (TS 29.228 §B.2.3.1); the order is the schema's numbering. */
public enum SessionCase {
    ORIGINATING("orig", "reg"),
    TERMINATING_REGISTERED("term", "reg"),
    TERMINATING_UNREGISTERED("term", "unreg"),
    ORIGINATING_UNREGISTERED("orig", "unreg"),
    ORIGINATING_CDIV("orig-cdiv", "reg");

    private final String sescase;
    private final String regstate;

    SessionCase(String sescase, String regstate) {
        this.sescase = sescase;
        this.regstate = regstate;
    }

    /** The sescase and regstate parameters of P-Served-User (RFC 5502, RFC 8498). */
    public String servedUserParams() {
        return this == ORIGINATING_CDIV ? ";orig-cdiv" : ";sescase=" + sescase + ";regstate=" + regstate;
    }

    public boolean originating() {
        return this != TERMINATING_REGISTERED && this != TERMINATING_UNREGISTERED;
    }
}
