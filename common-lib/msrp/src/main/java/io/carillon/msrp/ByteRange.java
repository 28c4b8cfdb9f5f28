package io.carillon.msrp;

import java.util.regex.Pattern;

/**
 * Where a chunk lies in its message (RFC 4975 §7.1.1, §9).
 *
 * @param start of the first octet, from 1
 * @param end of the last octet; {@link #UNKNOWN} for {@code *}
 * @param total octets of the message; {@link #UNKNOWN} for {@code *}
 */
public record ByteRange(long start, long end, long total) {
    public static final long UNKNOWN = -1;
    /** A chunk without Byte-Range is a whole message. */
    public static final ByteRange WHOLE = new ByteRange(1, UNKNOWN, UNKNOWN);

    /** Eighteen digits never overflow, and nobody sends an exabyte. */
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})-([0-9]{1,18}|\\*)/([0-9]{1,18}|\\*)");

    public ByteRange {
        boolean orderly = start >= 1 && (end == UNKNOWN || end >= start - 1);
        if (!orderly || (total != UNKNOWN && (end > total || start - 1 > total))) {
            throw MsrpException.malformed("Byte-Range of no message: " + start + "-" + end + "/" + total);
        }
    }

    public static ByteRange parse(String value) {
        var matcher = FORM.matcher(value.strip());
        if (!matcher.matches()) {
            throw MsrpException.malformed("Byte-Range is no range");
        }
        return new ByteRange(Long.parseLong(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3)));
    }

    private static long number(String text) {
        return text.equals("*") ? UNKNOWN : Long.parseLong(text);
    }

    /** How many octets the chunk may have at most. */
    long room() {
        if (end != UNKNOWN) {
            return end - start + 1;
        }
        return total == UNKNOWN ? Long.MAX_VALUE : total - start + 1;
    }

    @Override
    public String toString() {
        return start + "-" + (end == UNKNOWN ? "*" : Long.toString(end)) + "/"
                + (total == UNKNOWN ? "*" : Long.toString(total));
    }
}
