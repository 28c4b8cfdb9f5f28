package io.carillon.sip.ims;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Params;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipParseException;
import java.util.Optional;

/**
 * Session-ID: a name for one end-to-end session that back-to-back user agents leave as it is (RFC 7989).
 *
 * @param local the UUID of the sender, 32 hexadecimal digits in lower case
 * @param remote that of the other side; {@link #NIL} as long as it is not known, empty from a peer of RFC 7329
 */
public record SessionId(String local, Optional<String> remote) {
    /** RFC 7989 §4.1 */
    public static final String NIL = "0".repeat(32);

    /** @throws SipParseException 400 if the header cannot be read */
    public static Optional<SessionId> of(SipMessage message) {
        return message.first(HeaderName.SESSION_ID).map(SessionId::parse);
    }

    private static SessionId parse(String value) {
        int semicolon = value.indexOf(';');
        var local = (semicolon < 0 ? value : value.substring(0, semicolon)).strip();
        var remote = semicolon < 0
                ? Optional.<String>empty()
                : Params.of(value.substring(semicolon + 1)).value("remote");
        if (!isUuid(local) || remote.isPresent() && !isUuid(remote.get())) {
            throw new SipParseException("Bad Session-ID");
        }
        return new SessionId(local, remote);
    }

    private static boolean isUuid(String text) {
        return text.length() == NIL.length()
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    /** As the header has it. */
    @Override
    public String toString() {
        return local + remote.map(";remote="::concat).orElse("");
    }
}
