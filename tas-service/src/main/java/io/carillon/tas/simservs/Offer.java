package io.carillon.tas.simservs;

import io.carillon.sdp.SdpBody;
import io.carillon.sdp.SdpException;
import io.carillon.sdp.SessionDescription;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipMessage;
import java.util.Optional;

/** The session description of a message. */
public final class Offer {
    private Offer() {}

    /** Empty if there is none, or none that can be read: the border judges it, not a service. */
    public static Optional<SessionDescription> of(SipMessage message) {
        if (!message.hasBody()) {
            return Optional.empty();
        }
        try {
            return SdpBody.in(message.first(HeaderName.CONTENT_TYPE).orElse(""), message.body())
                    .map(body -> SessionDescription.parse(body.sdp()));
        } catch (SdpException e) {
            return Optional.empty();
        }
    }
}
