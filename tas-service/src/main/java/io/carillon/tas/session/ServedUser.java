package io.carillon.tas.session;

import io.carillon.identity.Impu;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;

/**
 * For whom the S-CSCF sends a request: P-Served-User (RFC 5502).
 *
 * @param originating the user called; false: the user is called
 */
record ServedUser(Impu impu, boolean originating) {
    static ServedUser of(SipRequest request) {
        var header = request.address(HeaderName.P_SERVED_USER)
                .orElseThrow(() -> new SipParseException("P-Served-User is missing: is this the ISC path?"));
        boolean terminating = header.params().value("sescase").filter("term"::equals).isPresent();
        return new ServedUser(impu(header), !terminating);
    }

    private static Impu impu(NameAddr header) {
        try {
            return Impu.parse(header.uri());
        } catch (IllegalArgumentException e) {
            throw new SipParseException("Bad P-Served-User");
        }
    }
}
