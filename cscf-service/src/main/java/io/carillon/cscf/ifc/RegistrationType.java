package io.carillon.cscf.ifc;

/** Kinds of REGISTER that an SPT may be narrowed to; the order is the schema's numbering. */
public enum RegistrationType {
    INITIAL_REGISTRATION,
    RE_REGISTRATION,
    DE_REGISTRATION
}
