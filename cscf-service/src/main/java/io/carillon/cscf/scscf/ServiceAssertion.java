package io.carillon.cscf.scscf;

import io.carillon.sip.ims.ServiceIdentifier;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import java.util.Optional;

/** The communication service that a caller prefers becomes the one that its network asserts (RFC 6050 §4.1). */
final class ServiceAssertion {
    private ServiceAssertion() {}

    /**
     * Before any filter criterion looks at it (TS 24.229 §5.4.3.2). What an application server has asserted stays; what
     * names no communication service is asserted by nobody.
     */
    static SipRequest asserted(SipRequest request) {
        if (!request.has(HeaderName.P_PREFERRED_SERVICE)) {
            return request;
        }
        var edit = request.edit().remove(HeaderName.P_PREFERRED_SERVICE);
        if (!request.has(HeaderName.P_ASSERTED_SERVICE)) {
            preferred(request).ifPresent(service -> edit.set(HeaderName.P_ASSERTED_SERVICE, service.urn()));
        }
        return edit.build();
    }

    private static Optional<ServiceIdentifier> preferred(SipRequest request) {
        try {
            return ServiceIdentifier.preferred(request).stream()
                    .filter(ServiceIdentifier::isCommunicationService)
                    .findFirst();
        } catch (SipParseException e) {
            return Optional.empty(); // no call fails for a wish that cannot be read
        }
    }
}
