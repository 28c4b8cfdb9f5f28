package io.carillon.identity;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The {@code %HH} escapes of RFC 3261 §19.1.2 and §25.1. */
final class Escapes {
    private static final String RESERVED = ";/?:@&=+$,";
    private static final String MARKS = "-_.!~*'()";

    private Escapes() {}

    static boolean isUnreserved(char c) {
        return isAlphanumeric(c) || MARKS.indexOf(c) >= 0;
    }

    static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether a {@code %} at this index starts a whole escape. */
    static boolean isEscape(String text, int percent) {
        return percent + 2 < text.length()
                && Character.digit(text.charAt(percent + 1), 16) >= 0
                && Character.digit(text.charAt(percent + 2), 16) >= 0
                && text.charAt(percent + 1) < 128
                && text.charAt(percent + 2) < 128;
    }

    /**
     * Two texts that RFC 3261 §19.1.4 calls equal have one canonical form: an escaped unreserved character becomes
     * itself, any other escape gets upper-case digits.
     */
    static String canonical(String text) {
        return text.indexOf('%') < 0 ? text : rewrite(text, false);
    }

    /** As {@link #canonical}, and reserved characters that a user part may hold bare are unescaped too (RFC 3261 §10.3). */
    static String canonicalUser(String text) {
        return text.indexOf('%') < 0 ? text : rewrite(text, true);
    }

    private static String rewrite(String text, boolean userReserved) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%' || !isEscape(text, i)) {
                out.append(c);
                continue;
            }
            char meant = (char) value(text, i);
            if (isUnreserved(meant) || (userReserved && meant != ':' && meant != '@' && RESERVED.indexOf(meant) >= 0)) {
                out.append(meant);
            } else {
                out.append('%');
                out.append(Character.toUpperCase(text.charAt(i + 1)));
                out.append(Character.toUpperCase(text.charAt(i + 2)));
            }
            i += 2;
        }
        return out.toString();
    }

    /** The text a person meant, every escape undone (UTF-8). */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && isEscape(text, i)) {
                bytes.write(value(text, i));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int value(String text, int percent) {
        return Character.digit(text.charAt(percent + 1), 16) << 4 | Character.digit(text.charAt(percent + 2), 16);
    }
}
