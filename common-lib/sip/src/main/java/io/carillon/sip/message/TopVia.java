package io.carillon.sip.message;

/**
 * Where the parts of the topmost Via value are (RFC 3261 §20.42): the same grammar as {@link Via#parse}, and no text is
 * taken out before somebody asks for it.
 */
public final class TopVia {
    private final byte[] bytes;
    private int transportFrom;
    private int transportTo;
    private int sentByFrom;
    private int sentByTo;
    private int hostTo;
    private int port = -1;
    private long branch = ParamScan.NO_VALUE;
    private boolean rport;

    private TopVia(byte[] bytes) {
        this.bytes = bytes;
    }

    static TopVia of(MessageBytes message) {
        int entry = message.find(HeaderName.VIA, 0);
        if (entry < 0) {
            throw SipMessage.missing(HeaderName.VIA);
        }
        int value = message.index.value(entry);
        var bytes = message.array(value);
        int from = message.offset(value);
        var via = new TopVia(bytes);
        via.read(from, Ascii.valueEnd(bytes, from, from + message.index.valueEnd(entry) - value));
        return via;
    }

    private void read(int from, int to) {
        int slash = find('/', from, to);
        slash = slash < 0 ? -1 : find('/', slash + 1, to);
        if (slash < 0) {
            throw new SipParseException("Bad Via protocol");
        }
        transportFrom = skipSpace(slash + 1, to);
        transportTo = transportFrom;
        while (transportTo < to && !Ascii.space(bytes[transportTo])) {
            transportTo++;
        }
        sentByFrom = skipSpace(transportTo, to);
        int params = find(';', sentByFrom, to);
        if (params < 0) {
            params = to;
        }
        sentByTo = params;
        while (sentByTo > sentByFrom && Ascii.space(bytes[sentByTo - 1])) {
            sentByTo--;
        }
        if (sentByTo == sentByFrom || transportFrom == transportTo) {
            throw new SipParseException("Via without transport or sent-by");
        }
        readPort();
        readParams(params, to);
    }

    private void readPort() {
        int colon = sentByTo - 1;
        while (colon > sentByFrom && bytes[colon] != ':' && bytes[colon] != ']') {
            colon--;
        }
        if (colon == sentByFrom || bytes[colon] != ':') {
            hostTo = sentByTo;
            return;
        }
        hostTo = colon;
        while (hostTo > sentByFrom && Ascii.space(bytes[hostTo - 1])) {
            hostTo--;
        }
        int digits = skipSpace(colon + 1, sentByTo);
        port = sentByTo - digits > 5 ? -1 : Ascii.number(bytes, digits, sentByTo);
        if (port < 0 || port > 65_535) {
            throw new SipParseException("Bad port in Via");
        }
    }

    private void readParams(int from, int to) {
        int at = from;
        while (at < to) {
            int end = ParamScan.end(bytes, at + 1, to);
            int name = skipSpace(at + 1, end);
            if (branch == ParamScan.NO_VALUE && ParamScan.isNamed(bytes, name, end, "branch")) {
                branch = ParamScan.value(bytes, name, end);
            } else if (ParamScan.isNamed(bytes, name, end, "rport")) {
                rport = true;
            }
            at = end;
        }
    }

    private int find(char wanted, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    private int skipSpace(int from, int to) {
        int at = from;
        while (at < to && Ascii.space(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The port of sent-by, or -1. */
    public int port() {
        return port;
    }

    public boolean hasRport() {
        return rport;
    }

    /** True if the host of sent-by is written so. */
    public boolean isHost(String host) {
        return Ascii.same(bytes, sentByFrom, hostTo, host);
    }

    /** The branch, "" if there is none. */
    public String branch() {
        return branch == ParamScan.NO_VALUE ? "" : Ascii.text(bytes, ParamScan.from(branch), ParamScan.to(branch));
    }

    /** True for an element of RFC 3261: its branch begins with the magic cookie (§8.1.1.7). */
    public boolean isMagic() {
        int from = ParamScan.from(branch);
        return branch != ParamScan.NO_VALUE
                && ParamScan.to(branch) - from >= Via.MAGIC.length()
                && Ascii.same(bytes, from, from + Via.MAGIC.length(), Via.MAGIC);
    }

    /** Branch and sent-by in one text: with the method it is what a request is matched by (§17.2.3). */
    public String key(char mark) {
        int from = ParamScan.from(branch);
        int length = branch == ParamScan.NO_VALUE ? 0 : ParamScan.to(branch) - from;
        var key = new byte[1 + length + 1 + sentByTo - sentByFrom];
        key[0] = (byte) mark;
        System.arraycopy(bytes, from < 0 ? 0 : from, key, 1, length);
        key[1 + length] = ' ';
        System.arraycopy(bytes, sentByFrom, key, 2 + length, sentByTo - sentByFrom);
        return Ascii.latin(key);
    }
}
