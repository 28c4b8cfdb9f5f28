package io.carillon.sip.auth;

import io.carillon.sip.message.SipParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scheme and its comma-separated parameters: Authorization, WWW-Authenticate and their likes (RFC 3261 §25.1
 * challenge, credentials). Parameters that are not changed are written as they came.
 */
public final class AuthHeader {
    private static final int MAX_PARAMS = 64;

    /**
     * @param text with the whole parameter as on the wire from {@code from} to {@code to}: taken out only where it is
     *     written again
     */
    private record Param(String name, String value, String text, int from, int to) {
        Param(String name, String value, String written) {
            this(name, value, written, 0, written.length());
        }

        void appendTo(StringBuilder out) {
            out.append(text, from, to);
        }
    }

    private final String scheme;
    private final List<Param> params;

    private AuthHeader(String scheme, List<Param> params) {
        this.scheme = scheme;
        this.params = params;
    }

    public static AuthHeader of(String scheme) {
        return new AuthHeader(scheme, List.of());
    }

    /** What every challenge with qop="auth" has, made at once. */
    static AuthHeader challenge(String realm, String nonce, String algorithm) {
        return new AuthHeader(
                "Digest",
                List.of(
                        quoted("realm", realm),
                        quoted("nonce", nonce),
                        new Param("algorithm", algorithm, "algorithm=" + algorithm),
                        quoted("qop", "auth")));
    }

    /** @throws SipParseException 400 if the grammar is broken or a parameter comes twice */
    public static AuthHeader parse(String text) {
        int blank = 0;
        while (blank < text.length() && !Character.isWhitespace(text.charAt(blank))) {
            blank++;
        }
        var scheme = text.substring(0, blank);
        if (scheme.isEmpty() || scheme.indexOf('=') >= 0 || scheme.indexOf(',') >= 0) {
            throw new SipParseException("Bad authentication scheme");
        }
        return new AuthHeader(scheme, params(text, blank));
    }

    /** Reads parameters without a scheme, as in Authentication-Info. */
    public static AuthHeader parseInfo(String text) {
        return new AuthHeader("", params(text, 0));
    }

    private static List<Param> params(String text, int from) {
        var params = new ArrayList<Param>(12);
        int at = skip(text, from);
        while (at < text.length()) {
            int end = end(text, at);
            var param = param(text, at, end);
            if (params.size() == MAX_PARAMS || find(params, param.name) != null) {
                throw new SipParseException("Repeated authentication parameter");
            }
            params.add(param);
            at = skip(text, end);
        }
        return params;
    }

    /** Past blanks and commas: empty list elements are allowed (RFC 9110 §5.6.1). */
    private static int skip(String text, int from) {
        int at = from;
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ',')) {
            at++;
        }
        return at;
    }

    private static int end(String text, int from) {
        boolean quoted = false;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quoted && c == '\\') {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                return at;
            }
        }
        if (quoted) {
            throw new SipParseException("Quote without its end");
        }
        return text.length();
    }

    /** The parameter that begins at {@code from} with no blank. */
    private static Param param(String text, int from, int end) {
        int to = withoutBlanks(text, from, end);
        int equals = text.indexOf('=', from, to);
        if (equals <= from) {
            throw new SipParseException("Bad authentication parameter");
        }
        int value = equals + 1;
        while (value < to && Character.isWhitespace(text.charAt(value))) {
            value++;
        }
        var name = text.substring(from, withoutBlanks(text, from, equals));
        return new Param(name, unquoted(text, value, to), text, from, to);
    }

    private static int withoutBlanks(String text, int from, int end) {
        int to = end;
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return to;
    }

    private static String unquoted(String text, int from, int to) {
        if (to - from < 2 || text.charAt(from) != '"' || text.charAt(to - 1) != '"') {
            return text.substring(from, to);
        }
        var inner = text.substring(from + 1, to - 1);
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        var plain = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            plain.append(c == '\\' && i + 1 < inner.length() ? inner.charAt(++i) : c);
        }
        return plain.toString();
    }

    public String scheme() {
        return scheme;
    }

    public boolean isDigest() {
        return scheme.equalsIgnoreCase("Digest");
    }

    /** The value without quotes and escapes. */
    public Optional<String> value(String name) {
        var param = find(params, name);
        return param == null ? Optional.empty() : Optional.of(param.value);
    }

    private static @org.jspecify.annotations.Nullable Param find(List<Param> params, String name) {
        for (var param : params) {
            if (param.name.equalsIgnoreCase(name)) {
                return param;
            }
        }
        return null;
    }

    /** Sets a parameter with a token value, in its place or at the end. */
    public AuthHeader with(String name, String token) {
        return put(new Param(name, token, name + "=" + token));
    }

    /** Sets a parameter with a quoted value. */
    public AuthHeader withQuoted(String name, String value) {
        return put(quoted(name, value));
    }

    private static Param quoted(String name, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new SipParseException("Line break in a quoted string");
        }
        var escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
        return new Param(name, value, name + "=\"" + escaped + "\"");
    }

    private AuthHeader put(Param param) {
        var changed = new ArrayList<Param>(params.size() + 1);
        boolean placed = false;
        for (var old : params) {
            boolean same = old.name.equalsIgnoreCase(param.name);
            changed.add(same ? param : old);
            placed |= same;
        }
        if (!placed) {
            changed.add(param);
        }
        return new AuthHeader(scheme, changed);
    }

    public AuthHeader without(String name) {
        return new AuthHeader(
                scheme,
                params.stream()
                        .filter(param -> !param.name.equalsIgnoreCase(name))
                        .toList());
    }

    @Override
    public String toString() {
        var text = new StringBuilder(scheme);
        var separator = scheme.isEmpty() ? "" : " ";
        for (var param : params) {
            param.appendTo(text.append(separator));
            separator = ", ";
        }
        return text.toString();
    }
}
