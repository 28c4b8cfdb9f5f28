package io.carillon.sip.message;

/**
 * Reads name-addr and addr-spec values where they are: the same grammar as {@link NameAddr#parse}, and nothing is
 * taken out but where the tag is.
 */
final class AddressScan {
    private static final long ABSENT = -1;

    private AddressScan() {}

    static boolean hasTag(MessageBytes message, int entry) {
        return tag(message, entry) != ABSENT;
    }

    /**
     * From and to of the tag's value as positions in one long, or -1 if there is none.
     *
     * @throws SipParseException if the value is no address
     */
    static long tag(MessageBytes message, int entry) {
        int value = message.index.value(entry);
        var bytes = message.array(value);
        int from = message.offset(value);
        int to = from + message.index.valueEnd(entry) - value;
        int params = paramsFrom(bytes, from, to);
        return tag(bytes, params, to);
    }

    /** Where the header parameters begin; checks what is before them. */
    private static int paramsFrom(byte[] bytes, int from, int to) {
        int open = openBracket(bytes, from, to);
        if (open < 0) {
            int end = from;
            while (end < to && bytes[end] != ';') {
                end++;
            }
            requireUri(bytes, from, end);
            return end;
        }
        int close = open;
        while (close < to && bytes[close] != '>') {
            close++;
        }
        if (close == to) {
            throw new SipParseException("Address without '>'");
        }
        requireUri(bytes, open + 1, close);
        return close + 1;
    }

    private static int openBracket(byte[] bytes, int from, int to) {
        boolean quoted = false;
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (quoted && b == '\\') {
                at++;
            } else if (b == '"') {
                quoted = !quoted;
            } else if (b == '<' && !quoted) {
                return at;
            }
        }
        if (quoted) {
            throw new SipParseException("Display name without closing quote");
        }
        return -1;
    }

    private static void requireUri(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!Ascii.space(bytes[at])) {
                return;
            }
        }
        throw new SipParseException("Address without a URI");
    }

    private static long tag(byte[] bytes, int from, int to) {
        int at = from;
        long found = ABSENT;
        while (true) {
            at = skipSpace(bytes, at, to);
            if (at == to) {
                return found;
            }
            if (bytes[at] != ';') {
                throw new SipParseException("Expected ';' before a parameter");
            }
            int end = ParamScan.end(bytes, at + 1, to);
            int name = skipSpace(bytes, at + 1, end);
            if (found == ABSENT && ParamScan.isNamed(bytes, name, end, "tag")) {
                found = ParamScan.value(bytes, name, end);
            }
            at = end;
        }
    }

    private static int skipSpace(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && Ascii.space(bytes[at])) {
            at++;
        }
        return at;
    }
}
