package io.carillon.im.files;

import java.util.regex.Pattern;

/** The name of an object: words with slashes between them, which can climb nowhere. */
public record ObjectName(String value) implements Comparable<ObjectName> {
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:/[A-Za-z0-9][A-Za-z0-9_-]{0,99}){0,7}");

    public ObjectName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("no name of an object");
        }
    }

    public ObjectName child(String word) {
        return new ObjectName(value + "/" + word);
    }

    @Override
    public int compareTo(ObjectName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
