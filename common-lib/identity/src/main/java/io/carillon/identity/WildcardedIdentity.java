package io.carillon.identity;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A wildcarded public identity (TS 23.003 §13.4A.2, §13.5): an extended regular expression between two exclamation
 * marks, as in {@code sip:chat!.*!@home}. The expression is its owner's to compile, with an engine that it trusts.
 */
public record WildcardedIdentity(String prefix, String expression, String suffix) {
    private static final char MARK = '!';
    private static final String FOREIGN = "[]{}^|\\";
    private static final Pattern ESCAPE = Pattern.compile("%([0-9a-fA-F]{2})");

    /** Empty if the text has no two marks with something in between. */
    public static Optional<WildcardedIdentity> parse(String text) {
        int first = text.indexOf(MARK);
        int last = text.lastIndexOf(MARK);
        return last - first < 2
                ? Optional.empty()
                : Optional.of(new WildcardedIdentity(
                        text.substring(0, first), decoded(text.substring(first + 1, last)), text.substring(last + 1)));
    }

    /** The text with what a URI cannot hold in its expression percent-encoded, so that it is one. */
    public static String escaped(String text) {
        int first = text.indexOf(MARK);
        int last = text.lastIndexOf(MARK);
        var escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (i > first && i < last && FOREIGN.indexOf(c) >= 0) {
                escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String decoded(String expression) {
        return ESCAPE.matcher(expression)
                .replaceAll(each ->
                        Matcher.quoteReplacement(String.valueOf((char) HexFormat.fromHexDigits(each.group(1)))));
    }

    /** An expression for the whole of an identity; what stands outside the marks is meant literally. */
    public String regularExpression() {
        return "\\Q" + prefix + "\\E(?:" + expression + ")\\Q" + suffix + "\\E";
    }
}
