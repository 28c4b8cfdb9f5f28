package io.carillon.sip.message;

/**
 * Where the parts of the topmost Via value are (RFC 3261 §20.42): the same grammar as {@link Via#parse}, and no text is
 * taken out before somebody asks for it.
 */
public final class TopVia {
    private static final String RPORT = "rport";

    private final byte[] bytes;
    private int transportFrom;
    private int transportTo;
    private int sentByFrom;
    private int sentByTo;
    private int hostTo;
    private int port = -1;
    private long branch = ParamScan.NO_VALUE;
    private boolean branchSeen;
    private boolean rport;
    private int rportFrom = -1;
    private long rportValue = ParamScan.NO_VALUE;
    private long received = ParamScan.NO_VALUE;
    private boolean receivedSeen;
    private int valueFrom;
    private int valueTo;

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
        int end = Ascii.valueEnd(bytes, from, from + message.index.valueEnd(entry) - value);
        var via = new TopVia(bytes);
        via.read(from, end);
        return via;
    }

    /** @throws SipParseException if bytes[from, to) are no Via value */
    static void check(byte[] bytes, int from, int to) {
        new TopVia(bytes).read(from, to);
    }

    private void read(int from, int to) {
        valueFrom = from;
        valueTo = to;
        int at = ViaGrammar.protocol(bytes, from, to);
        transportFrom = at;
        transportTo = ViaGrammar.word(bytes, at, to);
        sentByFrom = ParamScan.skipSpace(bytes, transportTo, to);
        if (sentByFrom == transportTo || sentByFrom == to) {
            throw new SipParseException("Via without sent-by");
        }
        hostTo = ViaGrammar.host(bytes, sentByFrom, to);
        sentByTo = hostTo;
        int colon = ParamScan.skipSpace(bytes, hostTo, to);
        if (colon < to && bytes[colon] == ':') {
            int digits = ParamScan.skipSpace(bytes, colon + 1, to);
            sentByTo = ViaGrammar.digits(bytes, digits, to);
            port = ViaGrammar.port(bytes, digits, sentByTo);
        }
        readParams(sentByTo, to);
    }

    private void readParams(int from, int to) {
        int at = ParamScan.skipSpace(bytes, from, to);
        while (at < to) {
            if (bytes[at] != ';') {
                throw new SipParseException("Expected ';' before a parameter");
            }
            int end = ParamScan.end(bytes, at + 1, to);
            int name = ParamScan.skipSpace(bytes, at + 1, end);
            ParamScan.check(bytes, name, end);
            readParam(name, end);
            at = end;
        }
    }

    private void readParam(int name, int end) {
        switch (bytes[name]) {
            case 'b', 'B' -> {
                if (ParamScan.isNamed(bytes, name, end, "branch")) {
                    readBranch(ParamScan.value(bytes, name, end));
                }
            }
            case 'r', 'R' -> {
                if (ParamScan.isNamed(bytes, name, end, RPORT)) {
                    rport = true;
                    rportFrom = name;
                    rportValue = ParamScan.value(bytes, name, end);
                } else if (ParamScan.isNamed(bytes, name, end, "received")) {
                    receivedSeen = true;
                    received = ParamScan.value(bytes, name, end);
                }
            }
            default -> {}
        }
    }

    private void readBranch(long value) {
        if (branchSeen) {
            throw new SipParseException("More than one branch");
        }
        branchSeen = true;
        ViaGrammar.requireBranch(bytes, value);
        branch = value;
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

    /** Whether sent-by is written so. */
    public boolean isSentBy(String text) {
        return Ascii.same(bytes, sentByFrom, sentByTo, text);
    }

    /** The host of sent-by. */
    public String host() {
        return Ascii.text(bytes, sentByFrom, hostTo);
    }

    /** UDP, TCP and so on, as written. */
    public String transport() {
        return Ascii.text(bytes, transportFrom, transportTo);
    }

    /** Where the request came from: received, or else the host of sent-by (§18.2.2). */
    public String source() {
        return received == ParamScan.NO_VALUE
                ? host()
                : Ascii.text(bytes, ParamScan.from(received), ParamScan.to(received));
    }

    /** The port it came from: rport, or else the port of sent-by, -1 without either (RFC 3581 §4). */
    public int sourcePort() {
        int number = rportValue == ParamScan.NO_VALUE
                ? -1
                : Ascii.number(bytes, ParamScan.from(rportValue), ParamScan.to(rportValue));
        return number > 0 && number < 65_536 ? number : port;
    }

    /** 64 bits over branch and sent-by: the same for a request, its retransmissions, its CANCEL and its ACK. */
    public long hash() {
        long hash = Ascii.hash(2, bytes, sentByFrom, sentByTo);
        return branch == ParamScan.NO_VALUE
                ? hash
                : Ascii.hash(hash, bytes, ParamScan.from(branch), ParamScan.to(branch));
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

    /** Method, branch and sent-by in one text: what a request is matched by (§17.2.3). */
    public String key(String method) {
        int from = Math.max(0, ParamScan.from(branch));
        int length = branch == ParamScan.NO_VALUE ? 0 : ParamScan.to(branch) - from;
        int name = method.length();
        var key = new byte[name + length + sentByTo - sentByFrom + 2];
        for (int i = 0; i < name; i++) {
            key[i] = (byte) method.charAt(i);
        }
        key[name] = ' ';
        System.arraycopy(bytes, from, key, name + 1, length);
        key[name + 1 + length] = ' ';
        System.arraycopy(bytes, sentByFrom, key, name + length + 2, sentByTo - sentByFrom);
        return Ascii.latin(key);
    }

    /** The value with the packet's source in received and, where the client asks for it, in rport (RFC 3581 §4). */
    public String completed(String received, int port) {
        if (receivedSeen || rportFrom >= 0 && !isEmptyRport()) {
            var via = Via.parse(text(valueFrom, valueTo)).with("received", received);
            return (rport ? via.with("rport", Integer.toString(port)) : via).toString();
        }
        if (rportFrom < 0) {
            return text(valueFrom, valueTo) + ";received=" + received;
        }
        return text(valueFrom, rportFrom) + "rport=" + port + text(rportFrom + RPORT.length(), valueTo) + ";received="
                + received;
    }

    private boolean isEmptyRport() {
        int at = rportFrom + RPORT.length();
        return at == valueTo || bytes[at] == ';';
    }

    private String text(int from, int to) {
        return HeaderValues.text(bytes, from, to);
    }
}
