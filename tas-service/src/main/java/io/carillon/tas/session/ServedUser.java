package io.carillon.tas.session;

import io.carillon.identity.Impu;
import io.carillon.sip.ims.ServedUser.SessionCase;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;

/**
 * For whom the S-CSCF sends a request here (RFC 5502, RFC 8498).
 *
 * @param originating the user called; false: the user is called
 * @param registered false: no phone of the user is there, the S-CSCF says
 * @param diverting the user did not call, but a call to it was diverted (RFC 8498)
 */
record ServedUser(Impu impu, boolean originating, boolean registered, boolean diverting) {
    static ServedUser of(SipRequest request) {
        var user = io.carillon.sip.ims.ServedUser.of(request)
                .orElseThrow(() -> new SipParseException("P-Served-User is missing: is this the ISC path?"));
        boolean terminating =
                user.sessionCase().filter(SessionCase.TERMINATING::equals).isPresent();
        return new ServedUser(user.impu(), !terminating, user.registered(), user.diverting());
    }
}
