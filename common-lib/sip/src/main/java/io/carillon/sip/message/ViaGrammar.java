package io.carillon.sip.message;

/**
 * The grammar of one Via value (RFC 3261 §20.42, §25.1). Nothing that is only nearly a Via passes: a branch that two
 * servers read differently is a response that goes to somebody else.
 */
final class ViaGrammar {
    private ViaGrammar() {}

    /** @throws SipParseException if bytes[from, to) are no Via value */
    static void check(byte[] bytes, int from, int to) {
        int at = word(bytes, ParamScan.skipSpace(bytes, from, to), to);
        if (!Ascii.same(bytes, ParamScan.skipSpace(bytes, from, to), at, "SIP")) {
            throw new SipParseException("Bad Via protocol");
        }
        at = word(bytes, slash(bytes, at, to), to);
        at = word(bytes, slash(bytes, at, to), to);
        int sentBy = ParamScan.skipSpace(bytes, at, to);
        if (sentBy == at || sentBy == to) {
            throw new SipParseException("Via without sent-by");
        }
        at = sentBy(bytes, sentBy, to);
        params(bytes, at, to);
    }

    private static int word(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && Ascii.token(bytes[at])) {
            at++;
        }
        if (at == from) {
            throw new SipParseException("Bad Via protocol");
        }
        return at;
    }

    /** Past a slash with blanks around it. */
    private static int slash(byte[] bytes, int from, int to) {
        int at = ParamScan.skipSpace(bytes, from, to);
        if (at == to || bytes[at] != '/') {
            throw new SipParseException("Bad Via protocol");
        }
        return ParamScan.skipSpace(bytes, at + 1, to);
    }

    private static int sentBy(byte[] bytes, int from, int to) {
        int at = from;
        boolean reference = bytes[from] == '[';
        while (at < to && isHost(bytes[at], reference)) {
            at++;
        }
        if (reference && (at == to || bytes[at++] != ']') || at == from) {
            throw new SipParseException("Bad host in Via");
        }
        int colon = ParamScan.skipSpace(bytes, at, to);
        if (colon == to || bytes[colon] != ':') {
            return at;
        }
        int digits = ParamScan.skipSpace(bytes, colon + 1, to);
        int end = digits;
        while (end < to && bytes[end] >= '0' && bytes[end] <= '9') {
            end++;
        }
        int port = end - digits > 5 ? -1 : Ascii.number(bytes, digits, end);
        if (port < 1 || port > 65_535) {
            throw new SipParseException("Bad port in Via");
        }
        return end;
    }

    private static boolean isHost(byte b, boolean reference) {
        boolean word = b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '.';
        return word || (reference ? b == ':' || b == '[' : b == '-' || b == '_');
    }

    private static void params(byte[] bytes, int from, int to) {
        boolean branchSeen = false;
        int at = ParamScan.skipSpace(bytes, from, to);
        while (at < to) {
            if (bytes[at] != ';') {
                throw new SipParseException("Expected ';' before a parameter");
            }
            int end = ParamScan.end(bytes, at + 1, to);
            int name = ParamScan.skipSpace(bytes, at + 1, end);
            ParamScan.check(bytes, name, end);
            if (ParamScan.isNamed(bytes, name, end, "branch")) {
                if (branchSeen) {
                    throw new SipParseException("More than one branch");
                }
                branchSeen = true;
                requireBranch(bytes, ParamScan.value(bytes, name, end));
            }
            at = end;
        }
    }

    /** The magic cookie alone names no transaction (RFC 4475 §3.2.1). */
    private static void requireBranch(byte[] bytes, long value) {
        if (value == ParamScan.NO_VALUE
                || Ascii.same(bytes, ParamScan.from(value), ParamScan.to(value), Via.MAGIC)
                || !Ascii.isToken(bytes, ParamScan.from(value), ParamScan.to(value))) {
            throw new SipParseException("Bad branch");
        }
    }
}
