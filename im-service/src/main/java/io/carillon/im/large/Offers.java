package io.carillon.im.large;

import io.carillon.sdp.SdpBody;
import io.carillon.sdp.SdpException;
import io.carillon.sdp.SessionDescription;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipMessage;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Descriptions in SIP messages, alone or beside a file's icon. */
public final class Offers {
    private static final Logger LOG = LoggerFactory.getLogger(Offers.class);

    private Offers() {}

    public static Optional<SdpBody> body(SipMessage message) {
        return message.hasBody()
                ? SdpBody.in(message.first(HeaderName.CONTENT_TYPE).orElse(""), message.body())
                : Optional.empty();
    }

    public static Optional<SessionDescription> in(SipMessage message) {
        try {
            return body(message).map(found -> SessionDescription.parse(found.sdp()));
        } catch (SdpException e) {
            LOG.info("The session description in call {} is of no use: {}", message.callId(), e.getMessage());
            return Optional.empty();
        }
    }
}
