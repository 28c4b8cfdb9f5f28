package io.carillon.sdp;

import java.util.StringTokenizer;

/** One {@code <type>=<value>} line (RFC 8866 §5). */
public record SdpLine(char type, String value) {

    static SdpLine parse(String text) {
        if (text.length() < 2 || text.charAt(1) != '=' || !isTypeLetter(text.charAt(0))) {
            throw SdpException.malformed("not an SDP line: " + excerpt(text));
        }
        return new SdpLine(text.charAt(0), text.substring(2));
    }

    static SdpLine attribute(String name, String value) {
        return new SdpLine('a', value.isEmpty() ? name : name + ':' + value);
    }

    /** True for {@code a=name} and {@code a=name:value}. */
    public boolean isAttribute(String name) {
        return type == 'a'
                && value.startsWith(name)
                && (value.length() == name.length() || value.charAt(name.length()) == ':');
    }

    /** What follows the colon of an attribute; empty for a property attribute. */
    public String attributeValue() {
        int colon = value.indexOf(':');
        return colon < 0 ? "" : value.substring(colon + 1);
    }

    /** What stands before the colon of an attribute. */
    public String attributeName() {
        int colon = value.indexOf(':');
        return colon < 0 ? value : value.substring(0, colon);
    }

    /** The fields of a value, with one space or more between them. */
    static String[] fields(String value) {
        // A regular expression would be compiled for each line.
        StringTokenizer words = new StringTokenizer(value.trim(), " ");
        String[] fields = new String[words.countTokens()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = words.nextToken();
        }
        return fields;
    }

    static String excerpt(String text) {
        String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return '"' + shown.replaceAll("[^\\x20-\\x7e…]", "?") + '"';
    }

    private static boolean isTypeLetter(char letter) {
        return letter >= 'a' && letter <= 'z';
    }

    @Override
    public String toString() {
        return type + "=" + value;
    }
}
