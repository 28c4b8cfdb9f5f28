package io.carillon.sip.ims;

import io.carillon.identity.Impu;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipParseException;
import java.util.Optional;

/**
 * P-Served-User: for whom the S-CSCF sends a request to an application server (RFC 5502, RFC 8498).
 *
 * @param sessionCase whether the user calls or is called, empty where the S-CSCF does not say
 * @param registered false: no phone of the user is there, the S-CSCF says
 * @param diverting the user did not call, but a call to it was diverted (RFC 8498)
 */
public record ServedUser(Impu impu, Optional<SessionCase> sessionCase, boolean registered, boolean diverting) {
    public enum SessionCase {
        ORIGINATING,
        TERMINATING
    }

    /** @throws SipParseException 400 if the header cannot be read */
    public static Optional<ServedUser> of(SipMessage message) {
        return message.address(HeaderName.P_SERVED_USER).map(ServedUser::of);
    }

    private static ServedUser of(NameAddr header) {
        return new ServedUser(
                impu(header),
                header.params().text("sescase").flatMap(ServedUser::sessionCase),
                header.params()
                        .text("regstate")
                        .filter("unreg"::equalsIgnoreCase)
                        .isEmpty(),
                header.params().has("orig-cdiv"));
    }

    private static Optional<SessionCase> sessionCase(String written) {
        if (written.equalsIgnoreCase("orig")) {
            return Optional.of(SessionCase.ORIGINATING);
        }
        return written.equalsIgnoreCase("term") ? Optional.of(SessionCase.TERMINATING) : Optional.empty();
    }

    private static Impu impu(NameAddr header) {
        try {
            return Impu.parse(header.uri());
        } catch (IllegalArgumentException e) {
            throw new SipParseException("Bad P-Served-User");
        }
    }
}
