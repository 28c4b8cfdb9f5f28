package io.carillon.sip.message;

import io.carillon.identity.SipUri;
import io.carillon.identity.TelUri;
import java.util.Optional;

/** URIs out of messages: a bad one becomes the protocol's own error. */
public final class Uris {
    private Uris() {}

    /** @throws SipParseException 416 for another scheme, 400 for a URI that breaks the grammar */
    public static SipUri sip(String uri) {
        if (!isSip(uri)) {
            throw new SipParseException(416, "Unsupported URI Scheme");
        }
        try {
            return SipUri.parse(uri);
        } catch (IllegalArgumentException e) {
            throw new SipParseException("Bad SIP URI");
        }
    }

    public static boolean isSip(String uri) {
        return uri.regionMatches(true, 0, "sip:", 0, 4) || uri.regionMatches(true, 0, "sips:", 0, 5);
    }

    public static Optional<TelUri> tel(String uri) {
        if (!uri.regionMatches(true, 0, "tel:", 0, 4)) {
            return Optional.empty();
        }
        try {
            return Optional.of(TelUri.parse(uri));
        } catch (IllegalArgumentException e) {
            throw new SipParseException("Bad tel URI");
        }
    }
}
