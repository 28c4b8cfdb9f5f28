package io.carillon.sip.message;

/**
 * The grammar of one Via value (RFC 3261 §20.42, §25.1). Nothing that is only nearly a Via passes: a branch that two
 * servers read differently is a response that goes to somebody else.
 */
final class ViaGrammar {
    private ViaGrammar() {}

    /** Past "SIP", the version and the slashes: where the transport begins. */
    static int protocol(byte[] bytes, int from, int to) {
        int name = ParamScan.skipSpace(bytes, from, to);
        int at = word(bytes, name, to);
        if (!Ascii.same(bytes, name, at, "SIP")) {
            throw new SipParseException("Bad Via protocol");
        }
        at = word(bytes, slash(bytes, at, to), to);
        return slash(bytes, at, to);
    }

    /** Past a token that must be there. */
    static int word(byte[] bytes, int from, int to) {
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

    /** Past a host name, an IPv4 address or an IPv6 reference. */
    static int host(byte[] bytes, int from, int to) {
        int at = from;
        boolean reference = bytes[from] == '[';
        while (at < to && isHost(bytes[at], reference)) {
            at++;
        }
        if (reference && (at == to || bytes[at++] != ']') || at == from) {
            throw new SipParseException("Bad host in Via");
        }
        return at;
    }

    private static boolean isHost(byte b, boolean reference) {
        boolean word = b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '.';
        return word || (reference ? b == ':' || b == '[' : b == '-' || b == '_');
    }

    static int digits(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] >= '0' && bytes[end] <= '9') {
            end++;
        }
        return end;
    }

    static int port(byte[] bytes, int from, int to) {
        int port = to - from > 5 ? -1 : Ascii.number(bytes, from, to);
        if (port < 1 || port > 65_535) {
            throw new SipParseException("Bad port in Via");
        }
        return port;
    }

    /** The magic cookie alone names no transaction (RFC 4475 §3.2.1). */
    static void requireBranch(byte[] bytes, long value) {
        if (value == ParamScan.NO_VALUE
                || Ascii.same(bytes, ParamScan.from(value), ParamScan.to(value), Via.MAGIC)
                || !Ascii.isToken(bytes, ParamScan.from(value), ParamScan.to(value))) {
            throw new SipParseException("Bad branch");
        }
    }
}
