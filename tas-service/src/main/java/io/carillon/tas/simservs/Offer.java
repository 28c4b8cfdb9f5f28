package io.carillon.tas.simservs;

import io.carillon.sdp.SdpException;
import io.carillon.sdp.SessionDescription;
import io.carillon.sip.message.SipMessage;
import java.util.Optional;

/** The session description of a message. */
public final class Offer {
    private Offer() {}

    /** Empty if there is none, or none that can be read: the border judges it, not a service. */
    public static Optional<SessionDescription> of(SipMessage message) {
        if (!message.hasBody() || !message.contentType().equals("application/sdp")) {
            return Optional.empty();
        }
        try {
            return Optional.of(SessionDescription.parse(message.body()));
        } catch (SdpException e) {
            return Optional.empty();
        }
    }
}
