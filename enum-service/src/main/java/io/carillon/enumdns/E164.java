package io.carillon.enumdns;

import java.util.regex.Pattern;

/** A number of ITU-T E.164 in its international form; {@code digits} has no plus sign. */
public record E164(String digits) implements Comparable<E164> {
    private static final int MAX_DIGITS = 15;
    private static final Pattern WRITTEN = Pattern.compile("\\+?[0-9]{1," + MAX_DIGITS + "}");

    public E164 {
        if (digits.isEmpty() || digits.length() > MAX_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("an E.164 number has 1 to " + MAX_DIGITS + " digits");
        }
    }

    /** Reads a number with or without its plus sign. */
    public static E164 parse(String text) {
        if (!WRITTEN.matcher(text).matches()) {
            throw new IllegalArgumentException("not an E.164 number such as +15551230001");
        }
        return new E164(text.startsWith("+") ? text.substring(1) : text);
    }

    @Override
    public int compareTo(E164 other) {
        return digits.compareTo(other.digits);
    }

    @Override
    public String toString() {
        return '+' + digits;
    }
}
