package io.carillon.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code ;name=value} parameters of a header value, in the order they came (RFC 3261 §7.3.1, generic-param).
 *
 * <p>Names compare without case. A quoted value is kept with its quotes; {@link #text} gives it without them.
 */
public final class Params {
    public static final Params NONE = new Params(List.of());

    private record Param(String name, @Nullable String value) {}

    private final List<Param> params;

    private Params(List<Param> params) {
        this.params = params;
    }

    /** Reads {@code a=1;b}: a header whose value is parameters from its beginning. */
    public static Params of(String value) {
        return parse(";" + value, 0);
    }

    /** Reads {@code ;a=1;b} from {@code from} to the end of {@code text}; blanks around the separators are allowed. */
    static Params parse(String text, int from) {
        int at = from;
        var params = new ArrayList<Param>(4);
        while (true) {
            at = skipBlanks(text, at);
            if (at == text.length()) {
                return params.isEmpty() ? NONE : new Params(params);
            }
            if (text.charAt(at) != ';') {
                throw new SipParseException("Expected ';' before a parameter");
            }
            int end = paramEnd(text, at + 1);
            add(params, text, at + 1, end);
            at = end;
        }
    }

    private static void add(List<Param> params, String text, int from, int end) {
        int equals = text.indexOf('=', from);
        if (equals < 0 || equals >= end) {
            var name = text.substring(from, end).strip();
            if (!name.isEmpty()) {
                params.add(new Param(name, null));
            }
            return;
        }
        params.add(new Param(
                text.substring(from, equals).strip(),
                text.substring(equals + 1, end).strip()));
    }

    private static int paramEnd(String text, int from) {
        boolean quoted = false;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quoted && c == '\\') {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                return at;
            }
        }
        return text.length();
    }

    static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    public boolean has(String name) {
        return find(name) != null;
    }

    /** The value as written; empty if the parameter is absent or has none. */
    public Optional<String> value(String name) {
        var param = find(name);
        return param == null ? Optional.empty() : Optional.ofNullable(param.value);
    }

    /** The value without its quotes and escapes. */
    public Optional<String> text(String name) {
        return value(name).map(Params::unquote);
    }

    public Params with(String name, @Nullable String value) {
        var changed = new ArrayList<Param>(params.size() + 1);
        boolean replaced = false;
        for (var param : params) {
            if (param.name.equalsIgnoreCase(name)) {
                changed.add(new Param(name, value));
                replaced = true;
            } else {
                changed.add(param);
            }
        }
        if (!replaced) {
            changed.add(new Param(name, value));
        }
        return new Params(changed);
    }

    public Params without(String name) {
        var changed = new ArrayList<>(params);
        changed.removeIf(param -> param.name.equalsIgnoreCase(name));
        return changed.isEmpty() ? NONE : new Params(changed);
    }

    public List<String> names() {
        return params.stream().map(Param::name).toList();
    }

    private @Nullable Param find(String name) {
        for (var param : params) {
            if (param.name.equalsIgnoreCase(name)) {
                return param;
            }
        }
        return null;
    }

    static String unquote(String value) {
        if (value.length() < 2 || value.charAt(0) != '"' || !value.endsWith("\"")) {
            return value;
        }
        var inner = value.substring(1, value.length() - 1);
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        var plain = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c == '\\' && i + 1 < inner.length()) {
                c = inner.charAt(++i);
            }
            plain.append(c);
        }
        return plain.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Params that && params.equals(that.params);
    }

    @Override
    public int hashCode() {
        return params.hashCode();
    }

    /** {@code ;name=value;flag}, or nothing. */
    @Override
    public String toString() {
        if (params.isEmpty()) {
            return "";
        }
        var text = new StringBuilder();
        for (var param : params) {
            text.append(';').append(param.name);
            if (param.value != null) {
                text.append('=').append(param.value);
            }
        }
        return text.toString();
    }
}
