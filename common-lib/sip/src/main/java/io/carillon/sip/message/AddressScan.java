package io.carillon.sip.message;

/**
 * Reads name-addr and addr-spec values where they are, by the grammar and not more (RFC 3261 §20.10, §25.1), and takes
 * nothing out but where the tag is.
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
        int from = message.offset(value);
        return scan(message.array(value), from, from + message.index.valueEnd(entry) - value);
    }

    /** Checks every address of a header that may have a list of them, as Contact has. */
    static void checkAll(MessageBytes message, HeaderName name) {
        for (int entry = message.find(name, 0); entry >= 0; entry = message.find(name, entry + 1)) {
            int value = message.index.value(entry);
            var bytes = message.array(value);
            int from = message.offset(value);
            int to = from + message.index.valueEnd(entry) - value;
            while (true) {
                int end = Ascii.valueEnd(bytes, from, to);
                check(bytes, from, end);
                if (end == to) {
                    break;
                }
                from = end + 1;
            }
        }
    }

    /** @throws SipParseException if bytes[from, to) are no address */
    static void check(byte[] bytes, int from, int to) {
        scan(bytes, from, to);
    }

    private static long scan(byte[] bytes, int from, int to) {
        return tag(bytes, paramsFrom(bytes, from, to), to);
    }

    /** Where the header parameters begin; checks what is before them. */
    private static int paramsFrom(byte[] bytes, int from, int to) {
        int at = ParamScan.skipSpace(bytes, from, to);
        int open = afterDisplayName(bytes, at, to);
        if (open < 0) {
            int end = at;
            while (end < to && bytes[end] != ';') {
                end++;
            }
            requireBareUri(bytes, at, end);
            return end;
        }
        int close = open + 1;
        while (close < to && bytes[close] != '>') {
            close++;
        }
        if (close == to) {
            throw new SipParseException("Address without '>'");
        }
        requireUri(bytes, open + 1, close);
        return close + 1;
    }

    /** Where the '<' is: first, or after one quoted string, or after words. -1 if there is none. */
    private static int afterDisplayName(byte[] bytes, int from, int to) {
        int at = from;
        if (at < to && bytes[at] == '"') {
            at = ParamScan.quotedEnd(bytes, at, to);
            if (at < 0) {
                throw new SipParseException("Display name without closing quote");
            }
            at = ParamScan.skipSpace(bytes, at, to);
            if (at == to || bytes[at] != '<') {
                throw new SipParseException("Display name without an address");
            }
            return at;
        }
        boolean words = true;
        while (at < to && bytes[at] != '<') {
            byte b = bytes[at++];
            // Beyond the grammar, but harmless and common: words in UTF-8 without quotes.
            words &= b < 0 || Ascii.token(b) || Ascii.space(b);
        }
        if (at == to) {
            return -1;
        }
        if (!words) {
            throw new SipParseException("Bad display name");
        }
        return at;
    }

    private static void requireUri(byte[] bytes, int from, int to) {
        boolean scheme = false;
        for (int at = from; at < to; at++) {
            if (!Ascii.uri(bytes[at])) {
                throw new SipParseException("Bad URI in an address");
            }
            scheme |= bytes[at] == ':' && at > from;
        }
        if (!scheme) {
            throw new SipParseException("Address without a URI");
        }
    }

    /** Without angle brackets a URI may have neither comma nor question mark (§20). The Contact of all is a star. */
    private static void requireBareUri(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && Ascii.space(bytes[end - 1])) {
            end--;
        }
        if (end == from + 1 && bytes[from] == '*') {
            return;
        }
        requireUri(bytes, from, end);
        for (int at = from; at < end; at++) {
            if (bytes[at] == ',' || bytes[at] == '?') {
                throw new SipParseException("Address needs angle brackets");
            }
        }
    }

    private static long tag(byte[] bytes, int from, int to) {
        int at = from;
        long found = ABSENT;
        while (true) {
            at = ParamScan.skipSpace(bytes, at, to);
            if (at == to) {
                return found;
            }
            if (bytes[at] != ';') {
                throw new SipParseException("Expected ';' before a parameter");
            }
            int end = ParamScan.end(bytes, at + 1, to);
            int name = ParamScan.skipSpace(bytes, at + 1, end);
            ParamScan.check(bytes, name, end);
            if (ParamScan.isNamed(bytes, name, end, "tag")) {
                if (found != ABSENT) {
                    throw new SipParseException("More than one tag");
                }
                found = ParamScan.value(bytes, name, end);
            }
            at = end;
        }
    }
}
