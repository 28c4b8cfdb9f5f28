package io.carillon.sbc.pcscf;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.util.List;
import java.util.Optional;

/**
 * A registered phone as the P-CSCF knows it from the 200 to its REGISTER (TS 24.229 §5.2.2.1).
 *
 * @param flow token of the flow it registered over
 * @param host its IP address if it is the phone's own; empty for a phone behind a NAT, which shares it with others,
 *     and for one behind security associations, which speaks over them only
 * @param identities of P-Associated-URI; the first is the default one
 * @param serviceRoute what its requests must be routed by
 * @param contact the URI it registered
 * @param device its {@code +sip.instance}, which stays when its flow changes; empty if it has none
 * @param policySession Rx session that watches its signalling path; empty if none does
 * @param lost true once that path is gone, until it registers again
 */
public record AccessUser(
        String flow,
        String host,
        List<String> identities,
        List<String> serviceRoute,
        String contact,
        String device,
        String policySession,
        boolean lost) {
    AccessUser watched(String session) {
        return new AccessUser(flow, host, identities, serviceRoute, contact, device, session, lost);
    }

    /** Nobody can reach it there any more. */
    AccessUser withoutPath() {
        return new AccessUser(flow, host, identities, serviceRoute, contact, device, "", true);
    }

    AccessUser identifiedBy(List<String> left) {
        return new AccessUser(flow, host, left, serviceRoute, contact, device, policySession, lost);
    }

    public String defaultIdentity() {
        return identities.getFirst();
    }

    /** The preferred identity if it is registered, else the default one; the From header plays no part (§5.2.6.3.3). */
    String asserted(SipRequest request) {
        return request.addresses(HeaderName.P_PREFERRED_IDENTITY).stream()
                .flatMap(preferred -> identity(preferred.uri()).stream())
                .findFirst()
                .orElse(defaultIdentity());
    }

    /** The registered identity that is the same user as this one, as the network writes it. */
    Optional<String> identity(String claimed) {
        var wanted = Identities.canonical(claimed);
        return identities.stream()
                .filter(each -> Identities.canonical(each).equals(wanted))
                .findFirst();
    }
}
