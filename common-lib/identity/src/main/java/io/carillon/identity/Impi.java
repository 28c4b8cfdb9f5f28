package io.carillon.identity;

import java.util.Locale;

/** A private user identity: the NAI {@code user@realm} (TS 23.003 §13.3, RFC 4282), its realm in lower case. */
public record Impi(String value) {
    private static final String KIND = "IMPI";

    public Impi {
        int at = value.indexOf('@');
        if (at < 0 || at != value.lastIndexOf('@')) {
            throw new IdentityFormatException(KIND, "must be user@realm", value);
        }
        if (at == 0 || at == value.length() - 1) {
            throw new IdentityFormatException(KIND, at == 0 ? "empty user" : "empty realm", value);
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean allowed =
                    i > at ? Escapes.isAlphanumeric(c) || c == '.' || c == '-' || c == '_' : c > ' ' && c != 0x7f;
            if (!allowed || c == '"' || c == '\\') {
                throw new IdentityFormatException(KIND, "character not allowed", value);
            }
        }
        value = value.substring(0, at) + value.substring(at).toLowerCase(Locale.ROOT);
    }

    public static Impi parse(String text) {
        return new Impi(text);
    }

    public String user() {
        return value.substring(0, value.indexOf('@'));
    }

    public String realm() {
        return value.substring(value.indexOf('@') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
