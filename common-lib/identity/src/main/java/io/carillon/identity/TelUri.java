package io.carillon.identity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A {@code tel:} URI (RFC 3966), kept as it was written; compared by its digits and parameters (§5). */
public final class TelUri {
    private static final String KIND = "tel URI";
    private static final String CONTEXT = "phone-context";
    private static final String SEPARATORS = "-.()";

    private final String text;
    private final String number;
    private final List<UriParam> params;

    private TelUri(String text, String number, List<UriParam> params) {
        this.text = text;
        this.number = number;
        this.params = params;
    }

    public static TelUri parse(String text) {
        if (!text.regionMatches(true, 0, "tel:", 0, 4)) {
            throw wrong("scheme is not tel", text);
        }
        int end = text.indexOf(';', 4);
        String number = number(text, end < 0 ? text.length() : end);
        List<UriParam> params = end < 0 ? List.of() : params(text, end);
        var uri = new TelUri(text, number, params);
        if (!uri.isGlobal() && uri.phoneContext().isEmpty()) {
            throw wrong("local number without phone-context", text);
        }
        return uri;
    }

    /** {@code tel:} of an E.164 number with or without its plus. */
    public static TelUri ofE164(String digits) {
        return parse(digits.startsWith("+") ? "tel:" + digits : "tel:+" + digits);
    }

    public boolean isGlobal() {
        return number.charAt(0) == '+';
    }

    /** The number without visual separators: "+4989123" or a local "1234". */
    public String number() {
        return number;
    }

    /** The domain or the global prefix in which a local number is valid. */
    public Optional<String> phoneContext() {
        return param(CONTEXT);
    }

    public List<UriParam> params() {
        return params;
    }

    /** The value of a parameter, "" when it has none, empty when it is absent. */
    public Optional<String> param(String name) {
        for (UriParam each : params) {
            if (each.is(name)) {
                return Optional.of(Objects.requireNonNullElse(each.value(), ""));
            }
        }
        return Optional.empty();
    }

    public boolean hasParam(String name) {
        return param(name).isPresent();
    }

    /** RFC 3966 §5: same kind, same digits, same parameters in any order. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || (other instanceof TelUri that
                        && number.equalsIgnoreCase(that.number)
                        && comparableParams().equals(that.comparableParams()));
    }

    @Override
    public int hashCode() {
        return number.toLowerCase(Locale.ROOT).hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private Set<String> comparableParams() {
        var set = new HashSet<String>();
        for (UriParam each : params) {
            boolean prefix =
                    each.is(CONTEXT) && each.value() != null && each.value().startsWith("+");
            set.add(prefix ? CONTEXT + '=' + strip(each.value()) : each.comparable());
        }
        return set;
    }

    private static String number(String text, int end) {
        int start = 4;
        boolean global = start < end && text.charAt(start) == '+';
        boolean anyDigit = false;
        for (int i = global ? start + 1 : start; i < end; i++) {
            char c = text.charAt(i);
            boolean digit = Escapes.isDigit(c) || (!global && (Character.digit(c, 16) >= 0 || c == '*' || c == '#'));
            if (c > 127 || (!digit && SEPARATORS.indexOf(c) < 0)) {
                throw wrong("'" + c + "' is not part of a number", text);
            }
            anyDigit |= digit;
        }
        if (!anyDigit) {
            throw wrong("no digits", text);
        }
        return strip(text.substring(start, end));
    }

    private static List<UriParam> params(String text, int from) {
        var params = new ArrayList<UriParam>(2);
        int at = from;
        while (at < text.length()) {
            int end = text.indexOf(';', at + 1);
            end = end < 0 ? text.length() : end;
            int equals = text.indexOf('=', at + 1);
            boolean valued = equals >= 0 && equals < end;
            String name = text.substring(at + 1, valued ? equals : end);
            if (name.isEmpty()) {
                throw wrong("empty parameter name", text);
            }
            var param = new UriParam(name, valued ? text.substring(equals + 1, end) : null);
            SipUriParser.checkParam(param);
            params.add(param);
            at = end;
        }
        return List.copyOf(params);
    }

    private static String strip(String number) {
        var out = new StringBuilder(number.length());
        for (int i = 0; i < number.length(); i++) {
            if (SEPARATORS.indexOf(number.charAt(i)) < 0) {
                out.append(number.charAt(i));
            }
        }
        return out.length() == number.length() ? number : out.toString();
    }

    private static IdentityFormatException wrong(String problem, String text) {
        return new IdentityFormatException(KIND, problem, text);
    }
}
