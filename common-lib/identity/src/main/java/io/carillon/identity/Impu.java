package io.carillon.identity;

import java.util.Locale;

/**
 * A public user identity in the canonical form of TS 23.003 §13.4: {@code sip:user@domain} without parameters, headers,
 * port or needless escapes, host in lower case; or a global {@code tel:+digits}. Equal identities are equal texts.
 */
public record Impu(String value) {
    private static final String TEL = "tel:";

    /** What a public identity is written as. */
    public enum Kind {
        SIP,
        TEL
    }

    public Impu {
        value = isTel(value) ? canonical(TelUri.parse(value)) : canonical(SipUri.parse(value));
    }

    public static Impu parse(String text) {
        return new Impu(text);
    }

    public static Impu of(SipUri uri) {
        return new Impu(canonical(uri));
    }

    public static Impu of(TelUri uri) {
        return new Impu(canonical(uri));
    }

    public Kind kind() {
        return isTel() ? Kind.TEL : Kind.SIP;
    }

    public boolean isTel() {
        return isTel(value);
    }

    /** The identity as a SIP URI; only for the SIP kind. */
    public SipUri sipUri() {
        return SipUri.parse(value);
    }

    /** The identity as a tel URI; only for the tel kind. */
    public TelUri telUri() {
        return TelUri.parse(value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isTel(String text) {
        return text.regionMatches(true, 0, TEL, 0, TEL.length());
    }

    private static String canonical(SipUri uri) {
        String host = uri.host().toLowerCase(Locale.ROOT);
        // A sips: address of record is the same user as its sip: form (RFC 5630 §5).
        return uri.user()
                .map(user -> "sip:" + Escapes.canonicalUser(user) + '@' + host)
                .orElse("sip:" + host);
    }

    private static String canonical(TelUri uri) {
        if (!uri.isGlobal()) {
            throw new IdentityFormatException("IMPU", "a tel identity must be a global number", uri.toString());
        }
        return TEL + uri.number();
    }
}
