package io.carillon.sbc.pcscf;

import java.util.List;

/**
 * A registered phone as the P-CSCF knows it from the 200 to its REGISTER (TS 24.229 §5.2.2.1).
 *
 * @param identities of P-Associated-URI; the first is the default one
 * @param serviceRoute what its requests must be routed by
 * @param contact the URI it registered
 */
public record AccessUser(List<String> identities, List<String> serviceRoute, String contact) {
    public String defaultIdentity() {
        return identities.getFirst();
    }
}
