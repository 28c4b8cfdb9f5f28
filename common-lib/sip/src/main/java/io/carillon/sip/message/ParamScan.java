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

    /**
     * Checks one parameter without its blanks ahead: a name, and a value if there is an equals sign, quoted or plain.
     *
     * @throws SipParseException if it is none
     */
    static void check(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && Ascii.token(bytes[at])) {
            at++;
        }
        if (at == from) {
            throw new SipParseException("Parameter without a name");
        }
        at = skipSpace(bytes, at, to);
        if (at == to) {
            return;
        }
        int value = skipSpace(bytes, at + 1, to);
        int end = to;
        while (end > value && Ascii.space(bytes[end - 1])) {
            end--;
        }
        if (bytes[at] != '=' || value >= end || !isValue(bytes, value, end)) {
            throw new SipParseException("Bad parameter value");
        }
    }

    private static boolean isValue(byte[] bytes, int from, int to) {
        if (bytes[from] == '"') {
            return quotedEnd(bytes, from, to) == to;
        }
        for (int at = from; at < to; at++) {
            if (!Ascii.value(bytes[at])) {
                return false;
            }
        }
        return true;
    }

    /** Past the closing quote of the string that opens at {@code from}; -1 if there is none. */
    static int quotedEnd(byte[] bytes, int from, int to) {
        for (int at = from + 1; at < to; at++) {
            if (bytes[at] == '\\') {
                at++;
            } else if (bytes[at] == '"') {
                return at + 1;
            }
        }
        return -1;
    }

    static int skipSpace(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && Ascii.space(bytes[at])) {
            at++;
        }
        return at;
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
