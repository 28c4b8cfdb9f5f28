package io.carillon.cscf.scscf;

import io.carillon.cscf.ifc.SessionCase;
import io.carillon.identity.Impu;
import io.carillon.identity.SipUri;
import io.carillon.sip.message.SipFailure;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The original dialog identifier (TS 24.229 §5.4.3.4): where in the chain of application servers a request is. It holds
 * all of it, so that any S-CSCF of the cluster can go on.
 *
 * @param priority of the last criterion that was asked
 * @param passage names the request that went to the application server; empty from an S-CSCF that gives no names
 */
record Odi(SessionCase sessionCase, int priority, Impu served, String passage) {
    private static final String PARAM = "odi";

    /** The URI that an AS finds below its own Route and sends the request back to. */
    SipUri route(SipUri scscf) {
        var user = HexFormat.of().formatHex(served.value().getBytes(StandardCharsets.UTF_8));
        return scscf.withParam(PARAM, sessionCase.ordinal() + "." + priority + "." + user + "." + passage)
                .withParam("lr");
    }

    static Optional<Odi> of(SipUri route) {
        return route.param(PARAM).map(Odi::parse);
    }

    private static Odi parse(String text) {
        var parts = text.split("\\.", 4);
        try {
            return new Odi(
                    SessionCase.values()[Integer.parseInt(parts[0])],
                    Integer.parseInt(parts[1]),
                    Impu.parse(new String(HexFormat.of().parseHex(parts[2]), StandardCharsets.UTF_8)),
                    parts.length > 3 ? parts[3] : "");
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new SipFailure(400, "Bad Original Dialog Identifier");
        }
    }
}
