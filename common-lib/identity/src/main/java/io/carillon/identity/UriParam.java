package io.carillon.identity;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One {@code ;name} or {@code ;name=value} of a URI, or one {@code name=value} of its headers, as it was written. */
public record UriParam(String name, @Nullable String value) {

    public UriParam {
        if (name.isEmpty()) {
            throw new IdentityFormatException("URI parameter", "empty name", name);
        }
    }

    boolean is(String other) {
        return name.equalsIgnoreCase(other)
                || (name.indexOf('%') >= 0 && Escapes.canonical(name).equalsIgnoreCase(other));
    }

    /** The form two parameters share exactly when RFC 3261 §19.1.4 calls them equal. */
    String comparable() {
        String canonical = Escapes.canonical(name).toLowerCase(Locale.ROOT);
        return value == null
                ? canonical
                : canonical + '=' + Escapes.canonical(value).toLowerCase(Locale.ROOT);
    }

    void appendTo(StringBuilder out) {
        out.append(name);
        if (value != null) {
            out.append('=').append(value);
        }
    }

    boolean sameValue(UriParam other) {
        return Objects.equals(comparableValue(), other.comparableValue());
    }

    private @Nullable String comparableValue() {
        return value == null ? null : Escapes.canonical(value).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value == null ? name : name + '=' + value;
    }
}
