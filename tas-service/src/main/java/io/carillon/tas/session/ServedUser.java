package io.carillon.tas.session;

import io.carillon.identity.Impu;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;

/**
 * For whom the S-CSCF sends a request: P-Served-User (RFC 5502, RFC 8498).
 *
 * @param originating the user called; false: the user is called
 * @param registered false: no phone of the user is there, the S-CSCF says
 * @param diverting the user did not call, but a call to it was diverted (RFC 8498)
 */
record ServedUser(Impu impu, boolean originating, boolean registered, boolean diverting) {
    static ServedUser of(SipRequest request) {
        var header = request.address(HeaderName.P_SERVED_USER)
                .orElseThrow(() -> new SipParseException("P-Served-User is missing: is this the ISC path?"));
        boolean terminating = says(header, "sescase", "term");
        return new ServedUser(
                impu(header),
                !terminating,
                !says(header, "regstate", "unreg"),
                header.params().has("orig-cdiv"));
    }

    private static boolean says(NameAddr header, String param, String value) {
        return header.params().value(param).filter(value::equalsIgnoreCase).isPresent();
    }

    private static Impu impu(NameAddr header) {
        try {
            return Impu.parse(header.uri());
        } catch (IllegalArgumentException e) {
            throw new SipParseException("Bad P-Served-User");
        }
    }
}
