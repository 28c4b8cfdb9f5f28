package io.carillon.sip.message;

/** Reads {@code ;name=value} parameters where they are: the same grammar as {@link Params#parse}. */
final class ParamScan {
    /** The parameter has no value. */
    static final long NO_VALUE = -1;

    private ParamScan() {}

    /** Where the parameter that begins at {@code from} ends; quotes protect semicolons. */
    static int end(byte[] bytes, int from, int to) {
        boolean quoted = false;
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (quoted && b == '\\') {
                at++;
            } else if (b == '"') {
                quoted = !quoted;
            } else if (b == ';' && !quoted) {
                return at;
            }
        }
        return to;
    }

    /** True if the parameter in bytes[from, to) has that name, which is in lower case. */
    static boolean isNamed(byte[] bytes, int from, int to, String name) {
        int end = from + name.length();
        if (end > to || !Ascii.same(bytes, from, end, name)) {
            return false;
        }
        int at = end;
        while (at < to && Ascii.space(bytes[at])) {
            at++;
        }
        return at == to || bytes[at] == '=';
    }

    /** From and to of the value in one long. */
    static long value(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '=') {
            at++;
        }
        if (at == to) {
            return NO_VALUE;
        }
        int start = at + 1;
        int end = to;
        while (start < end && Ascii.space(bytes[start])) {
            start++;
        }
        while (end > start && Ascii.space(bytes[end - 1])) {
            end--;
        }
        return (long) start << 32 | end;
    }

    static int from(long range) {
        return (int) (range >>> 32);
    }

    static int to(long range) {
        return (int) range;
    }
}
