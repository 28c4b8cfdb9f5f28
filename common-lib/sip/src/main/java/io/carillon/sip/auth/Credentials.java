package io.carillon.sip.auth;

import io.carillon.sip.message.SipParseException;
import java.util.Optional;

/**
 * Digest credentials out of Authorization or Proxy-Authorization (RFC 7616 §3.4).
 *
 * @param uri digest-uri as written: it is hashed, not compared
 * @param response the hash in hex as written; empty in a first REGISTER (TS 24.229 §5.1.1.2.2)
 * @param qop empty in the form of RFC 2069
 * @param nc nonce count, -1 if absent
 * @param auts base64 of AUTS when the USIM asks for resynchronisation (RFC 3310 §3.4)
 * @param header the value as it came, with parameters such as TS 24.229's integrity-protected
 */
public record Credentials(
        String username,
        String realm,
        String nonce,
        String uri,
        String response,
        Algorithm algorithm,
        Optional<String> qop,
        long nc,
        Optional<String> cnonce,
        Optional<String> auts,
        AuthHeader header) {

    /**
     * Reads one header value; empty for another scheme.
     *
     * @throws SipParseException 400 if a parameter lacks, is broken, or names an unknown algorithm
     */
    public static Optional<Credentials> parse(String value) {
        var header = AuthHeader.parse(value);
        if (!header.isDigest()) {
            return Optional.empty();
        }
        var algorithm = Algorithm.of(header.value("algorithm").orElse("MD5"))
                .orElseThrow(() -> new SipParseException("Unknown digest algorithm"));
        return Optional.of(new Credentials(
                required(header, "username"),
                required(header, "realm"),
                header.value("nonce").orElse(""),
                required(header, "uri"),
                header.value("response").orElse(""),
                algorithm,
                header.value("qop"),
                nonceCount(header),
                header.value("cnonce"),
                header.value("auts").filter(auts -> !auts.isEmpty()),
                header));
    }

    private static String required(AuthHeader header, String name) {
        return header.value(name).orElseThrow(() -> new SipParseException("Credentials without " + name));
    }

    private static long nonceCount(AuthHeader header) {
        var written = header.value("nc");
        if (written.isEmpty()) {
            return -1;
        }
        var text = written.get();
        if (text.isEmpty()
                || text.length() > 8
                || !text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
            throw new SipParseException("Bad nonce count");
        }
        return Long.parseLong(text, 16);
    }

    /** The header value as it came. */
    @Override
    public String toString() {
        return header.toString();
    }
}
