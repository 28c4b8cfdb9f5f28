package io.carillon.tas.simservs;

/** Names of the document that its reader and its writer share. */
final class Names {
    /** TS 24.623 §6.2. */
    static final String SIMSERVS = "http://uri.etsi.org/ngn/params/xml/simservs/xcap";
    /** RFC 4745 §13. */
    static final String POLICY = "urn:ietf:params:xml:ns:common-policy";
    /** Services that no standard has an element for. */
    static final String OWN = "urn:carillon:params:xml:ns:simservs";

    static final String DIVERSION = "communication-diversion";
    static final String INCOMING = "incoming-communication-barring";
    static final String OUTGOING = "outgoing-communication-barring";
    static final String OIP = "originating-identity-presentation";
    static final String OIR = "originating-identity-presentation-restriction";
    static final String TIP = "terminating-identity-presentation";
    static final String TIR = "terminating-identity-presentation-restriction";
    static final String DEFAULT_BEHAVIOUR = "default-behaviour";
    static final String RESTRICTED = "presentation-restricted";
    static final String NOT_RESTRICTED = "presentation-not-restricted";

    private Names() {}
}
