package io.carillon.tas.simservs;

import io.carillon.identity.Impu;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.Uris;

/** What a call may be sent to. */
public final class Targets {
    private Targets() {}

    /** A URI that may become a Request-URI, which has no header part (RFC 3261 §19.1.1). */
    public static boolean isTarget(String uri) {
        return problem(uri).isEmpty();
    }

    /** What is wrong with it, for a person; empty for nothing. */
    public static String problem(String uri) {
        try {
            if (Uris.tel(uri).isEmpty() && !Uris.sip(uri).headers().isEmpty()) {
                return "'" + uri + "' has a header part: give a URI without '?'.";
            }
            Impu.parse(uri);
            return "";
        } catch (SipParseException | IllegalArgumentException e) {
            return "'" + uri + "' is no target: give a sip: URI or a global tel:+number.";
        }
    }
}
