package io.carillon.sbc.pcscf;

import io.carillon.identity.Impu;

/** Public identities compared as identities: case of the host, parameters and visual separators do not count. */
public final class Identities {
    private Identities() {}

    /** The canonical form (TS 23.003 §13.4); what is no public identity stays as it is written. */
    public static String canonical(String uri) {
        try {
            return Impu.parse(uri).value();
        } catch (IllegalArgumentException e) {
            return uri;
        }
    }
}
