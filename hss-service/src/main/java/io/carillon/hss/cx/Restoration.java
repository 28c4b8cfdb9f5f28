package io.carillon.hss.cx;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Octets;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.ScscfRestorationInfo;
import java.util.Base64;

/** S-CSCF restoration information as the store keeps it: the octets of its AVP, which this server need not understand. */
final class Restoration {
    private Restoration() {}

    static String write(ScscfRestorationInfo info) {
        byte[] octets = Avp.of(CxAvps.SCSCF_RESTORATION_INFO, info).data().toArray();
        return Base64.getEncoder().encodeToString(octets);
    }

    static ScscfRestorationInfo read(String stored) {
        return CxAvps.SCSCF_RESTORATION_INFO.decode(
                Octets.of(Base64.getDecoder().decode(stored)));
    }
}
