package io.carillon.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A SIP message: the bytes as received or written, an index of its header lines made in one pass, and headers parsed
 * when they are first asked for (RFC 3261 §7).
 *
 * <p>Immutable. {@code edit()} gives a changed copy in which every untouched line is the same bytes.
 */
public abstract sealed class SipMessage permits SipRequest, SipResponse {
    public static final int MAX_SIZE = 65_535;

    private static final long UNKNOWN = -2;

    final MessageBytes bytes;

    private @Nullable Via topVia;
    private @Nullable TopVia via;
    private @Nullable CSeq cseq;
    private @Nullable String callId;
    private @Nullable NameAddr from;
    private @Nullable NameAddr to;
    /** Where the tags are, {@link ParamScan#NO_VALUE} without one; unknown until they are asked for. */
    private long fromTag = UNKNOWN;

    private long toTag = UNKNOWN;

    SipMessage(MessageBytes bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads one whole message. Bytes past Content-Length are dropped (§18.3).
     *
     * @throws SipParseException if this is no SIP message at all; what a well-framed message lacks is told by
     *     {@link SipRequest#defect}
     */
    public static SipMessage parse(byte[] source, int from, int to) {
        int start = from;
        while (start < to && (source[start] == '\r' || source[start] == '\n')) {
            start++;
        }
        return parse(start == 0 && to == source.length ? source : Arrays.copyOfRange(source, start, to));
    }

    /** As {@link #parse(byte[], int, int)} over a whole array, which the caller gives away. */
    public static SipMessage parse(byte[] bytes) {
        if (bytes.length > 0 && (bytes[0] == '\r' || bytes[0] == '\n')) {
            return parse(bytes, 0, bytes.length);
        }
        int line = 0;
        while (line < bytes.length && bytes[line] != '\n') {
            line++;
        }
        if (line == bytes.length) {
            throw new SipParseException("No SIP start line");
        }
        int lineEnd = line > 0 && bytes[line - 1] == '\r' ? line - 1 : line;
        var index = new HeaderIndex(HeaderIndex.linesIn(bytes.length));
        int body = index.read(bytes, line + 1, bytes.length);
        return StartLine.isResponse(bytes, lineEnd)
                ? StartLine.response(bytes, lineEnd, index, body)
                : StartLine.request(bytes, lineEnd, index, body);
    }

    /** The first value of the header, unfolded and stripped; a comma-separated list gives its first value. */
    public Optional<String> first(HeaderName name) {
        return Optional.ofNullable(HeaderValues.first(bytes, name));
    }

    private String required(HeaderName name) {
        var value = HeaderValues.first(bytes, name);
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    /** All values in order, comma-separated lists taken apart where the header's grammar allows lists. */
    public List<String> all(HeaderName name) {
        return HeaderValues.all(bytes, name);
    }

    public boolean has(HeaderName name) {
        return bytes.find(name, 0) >= 0;
    }

    /** How many lines carry this header; a second Call-ID or To is a defect. */
    int lines(HeaderName name) {
        int lines = 0;
        for (int entry = bytes.find(name, 0); entry >= 0; entry = bytes.find(name, entry + 1)) {
            lines++;
        }
        return lines;
    }

    /** True if one of the header's comma-separated tokens is {@code token}, as for Supported: 100rel. */
    public boolean lists(HeaderName name, String token) {
        for (var value : all(name)) {
            if (value.equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }

    public Optional<NameAddr> address(HeaderName name) {
        return first(name).map(NameAddr::parse);
    }

    public List<NameAddr> addresses(HeaderName name) {
        return all(name).stream().map(NameAddr::parse).toList();
    }

    /**
     * The values as jain-sip-ri's typed headers, parsed now: for headers that have no accessor of their own here.
     *
     * @throws SipParseException 400 if a value breaks the header's grammar
     */
    public <H extends javax.sip.header.Header> List<H> typed(HeaderName name, Class<H> type) {
        return all(name).stream()
                .flatMap(value -> TypedHeaders.parse(name, value, type).stream())
                .toList();
    }

    /** The header's number; empty if absent. @throws SipParseException 400 if it is not a number */
    public Optional<Integer> number(HeaderName name) {
        int number = numberOr(name, -1);
        return number < 0 ? Optional.empty() : Optional.of(number);
    }

    /** The header's number, or {@code absent}. @throws SipParseException 400 if it is not a number */
    int numberOr(HeaderName name, int absent) {
        return HeaderValues.number(bytes, name, absent);
    }

    /** The top Via without its text taken out: what matching and routing look at. */
    public TopVia via() {
        var scanned = via;
        if (scanned == null) {
            scanned = TopVia.of(bytes);
            via = scanned;
        }
        return scanned;
    }

    public Via topVia() {
        var via = topVia;
        if (via == null) {
            via = Via.parse(required(HeaderName.VIA));
            topVia = via;
        }
        return via;
    }

    public CSeq cseq() {
        var value = cseq;
        if (value == null) {
            int entry = bytes.find(HeaderName.CSEQ, 0);
            if (entry < 0) {
                throw missing(HeaderName.CSEQ);
            }
            int at = bytes.index.value(entry);
            int from = bytes.offset(at);
            value = CSeq.parse(bytes.array(at), from, from + bytes.index.valueEnd(entry) - at);
            cseq = value;
        }
        return value;
    }

    public String callId() {
        var value = callId;
        if (value == null) {
            value = required(HeaderName.CALL_ID);
            callId = value;
        }
        return value;
    }

    public NameAddr from() {
        var value = from;
        if (value == null) {
            value = NameAddr.parse(required(HeaderName.FROM));
            from = value;
        }
        return value;
    }

    public NameAddr to() {
        var value = to;
        if (value == null) {
            value = NameAddr.parse(required(HeaderName.TO));
            to = value;
        }
        return value;
    }

    public Optional<String> fromTag() {
        return from().tag();
    }

    public Optional<String> toTag() {
        return to().tag();
    }

    /** True if the To header has a tag; cheaper than to take it out. */
    public boolean hasToTag() {
        long tag = toTag;
        if (tag == UNKNOWN) {
            tag = requireAddress(HeaderName.TO);
            toTag = tag;
        }
        return tag != ParamScan.NO_VALUE;
    }

    /** From and to of the From tag in the array of its line, or {@link ParamScan#NO_VALUE}. */
    final long fromTagRange() {
        long tag = fromTag;
        if (tag == UNKNOWN) {
            tag = requireAddress(HeaderName.FROM);
            fromTag = tag;
        }
        return tag;
    }

    /** For who has changed nothing of what the scan tells. */
    final void keepVia(TopVia scanned) {
        via = scanned;
    }

    /** Takes over what was read of the message that this one was edited from, where the edit left it alone. */
    final void inherit(SipMessage original, long changed) {
        if ((changed & HeaderName.VIA.bit()) == 0) {
            topVia = original.topVia;
            via = original.via;
        }
        if ((changed & HeaderName.CSEQ.bit()) == 0) {
            cseq = original.cseq;
        }
        if ((changed & HeaderName.CALL_ID.bit()) == 0) {
            callId = original.callId;
        }
        if ((changed & HeaderName.FROM.bit()) == 0) {
            from = original.from;
            fromTag = original.fromTag;
        }
        if ((changed & HeaderName.TO.bit()) == 0) {
            to = original.to;
            toTag = original.toTag;
        }
    }

    /** The place of the tag in a From or To header that must be there and be well formed. */
    private long requireAddress(HeaderName name) {
        int entry = bytes.find(name, 0);
        if (entry < 0) {
            throw missing(name);
        }
        return AddressScan.tag(bytes, entry);
    }

    /** INVITE, … : the method of the request, or the one that the response answers. */
    public abstract String method();

    /** The same message, which says how long its body is. */
    public abstract SipMessage framed();

    public byte[] body() {
        int from = bytes.offset(bytes.bodyFrom);
        return Arrays.copyOfRange(bytes.array(bytes.bodyFrom), from, from + bytes.bodyLength());
    }

    public String bodyText() {
        return new String(
                bytes.array(bytes.bodyFrom), bytes.offset(bytes.bodyFrom), bytes.bodyLength(), StandardCharsets.UTF_8);
    }

    public boolean hasBody() {
        return bytes.bodyLength() > 0;
    }

    /** Size of the body in bytes. */
    public int bodySize() {
        return bytes.bodyLength();
    }

    /** True if there is a line that cannot be read as a header, so that {@link #has} does not tell of all there is. */
    public boolean hasBrokenLine() {
        return bytes.index.defect() != null;
    }

    /** type/subtype in lower case without parameters, empty if there is no Content-Type. */
    public String contentType() {
        var type = first(HeaderName.CONTENT_TYPE).orElse("");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(java.util.Locale.ROOT);
    }

    /** The message as it goes on the wire. The caller must not change the array. */
    public byte[] wire() {
        return bytes.wire();
    }

    /** Writes the message as it goes on the wire to the beginning of {@code out}; returns its size. */
    public int copyTo(byte[] out) {
        return bytes.copyTo(out, 0);
    }

    /** The same from {@code at} on. */
    public int copyTo(byte[] out, int at) {
        return bytes.copyTo(out, at);
    }

    /** Size on the wire in bytes. */
    public int size() {
        return bytes.size();
    }

    static SipParseException missing(HeaderName name) {
        return new SipParseException("Missing " + name.text());
    }

    @Override
    public String toString() {
        return new String(wire(), StandardCharsets.UTF_8);
    }
}
