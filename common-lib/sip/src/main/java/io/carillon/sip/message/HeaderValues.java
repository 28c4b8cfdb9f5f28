package io.carillon.sip.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Header values taken out of their lines, unfolded and stripped (RFC 3261 §7.3.1). */
final class HeaderValues {
    private HeaderValues() {}

    /** The first value of the header, or null; a comma-separated list gives its first value. */
    static @Nullable String first(MessageBytes bytes, HeaderName name) {
        int entry = bytes.find(name, 0);
        if (entry < 0) {
            return null;
        }
        var array = bytes.array(bytes.index.value(entry));
        int from = bytes.offset(bytes.index.value(entry));
        int to = from + bytes.index.valueEnd(entry) - bytes.index.value(entry);
        return text(array, from, lists(name) ? Ascii.valueEnd(array, from, to) : to);
    }

    /** All values in order, comma-separated lists taken apart where the header's grammar allows lists. */
    static List<String> all(MessageBytes bytes, HeaderName name) {
        int entry = bytes.find(name, 0);
        if (entry < 0) {
            return List.of();
        }
        var values = new ArrayList<String>(2);
        for (; entry >= 0; entry = bytes.find(name, entry + 1)) {
            var array = bytes.array(bytes.index.value(entry));
            int from = bytes.offset(bytes.index.value(entry));
            int to = from + bytes.index.valueEnd(entry) - bytes.index.value(entry);
            while (true) {
                int end = lists(name) ? Ascii.valueEnd(array, from, to) : to;
                var value = text(array, from, end);
                if (!value.isEmpty()) {
                    values.add(value);
                }
                if (end >= to) {
                    break;
                }
                from = end + 1;
            }
        }
        return values;
    }

    /** The header's number, or {@code absent}. @throws SipParseException 400 if it is not a number */
    static int number(MessageBytes bytes, HeaderName name, int absent) {
        int entry = bytes.find(name, 0);
        if (entry < 0) {
            return absent;
        }
        int value = bytes.index.value(entry);
        int from = bytes.offset(value);
        int number = Ascii.number(bytes.array(value), from, from + bytes.index.valueEnd(entry) - value);
        if (number < 0) {
            throw new SipParseException("Bad " + name.text());
        }
        return number;
    }

    /** Stripped and unfolded. */
    static String text(byte[] bytes, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Ascii.space(bytes[start])) {
            start++;
        }
        while (end > start && Ascii.space(bytes[end - 1])) {
            end--;
        }
        for (int at = start; at < end; at++) {
            if (bytes[at] == '\n' || bytes[at] == '\r') {
                return unfolded(bytes, start, end);
            }
        }
        return Ascii.text(bytes, start, end);
    }

    /** Every fold is one blank (§7.3.1). */
    private static String unfolded(byte[] bytes, int from, int to) {
        var text = new byte[to - from];
        int length = 0;
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (b != '\r' && b != '\n') {
                text[length++] = b;
                continue;
            }
            while (length > 0 && Ascii.blank(text[length - 1])) {
                length--;
            }
            while (at + 1 < to && Ascii.space(bytes[at + 1])) {
                at++;
            }
            text[length++] = ' ';
        }
        return Ascii.text(text, 0, length);
    }

    /** False for header fields whose grammar has no comma-separated list, or whose values may hold bare commas. */
    static boolean lists(HeaderName name) {
        return name != HeaderName.AUTHORIZATION
                && name != HeaderName.PROXY_AUTHORIZATION
                && name != HeaderName.WWW_AUTHENTICATE
                && name != HeaderName.PROXY_AUTHENTICATE
                && name != HeaderName.AUTHENTICATION_INFO
                && name != HeaderName.CALL_ID
                && name != HeaderName.CSEQ
                && name != HeaderName.FROM
                && name != HeaderName.TO
                && name != HeaderName.SUBJECT
                && name != HeaderName.USER_AGENT
                && name != HeaderName.SERVER
                && name != HeaderName.DATE
                && name != HeaderName.RETRY_AFTER
                && name != HeaderName.TIMESTAMP
                && name != HeaderName.CONTENT_TYPE;
    }
}
