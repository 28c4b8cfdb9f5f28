package io.carillon.sip.message;

/** Request-Line and Status-Line (RFC 3261 §7.1, §7.2), and the cut of the body at Content-Length. */
final class StartLine {
    private StartLine() {}

    static boolean isResponse(byte[] bytes, int end) {
        return end > 4 && Ascii.same(bytes, 0, 4, "SIP/");
    }

    static SipResponse response(byte[] bytes, int end, HeaderIndex index, int body) {
        if (end < 11 || !Ascii.same(bytes, 0, 8, "SIP/2.0 ") || (end > 11 && bytes[11] != ' ')) {
            throw new SipParseException("Bad status line");
        }
        int status = Ascii.number(bytes, 8, 11);
        if (status < 100 || status > 699) {
            throw new SipParseException("Status code out of range");
        }
        return new SipResponse(MessageBytes.received(cut(bytes, index, body), index, end, body), status);
    }

    /** Takes what is meant as a request line, so that a bad one can be answered; the check finds what is wrong. */
    static SipRequest request(byte[] bytes, int end, HeaderIndex index, int body) {
        int methodEnd = 0;
        while (methodEnd < end && bytes[methodEnd] != ' ') {
            methodEnd++;
        }
        int versionEnd = end;
        while (versionEnd > methodEnd && Ascii.blank(bytes[versionEnd - 1])) {
            versionEnd--;
        }
        int uriEnd = versionEnd;
        while (uriEnd > methodEnd && bytes[uriEnd - 1] != ' ') {
            uriEnd--;
        }
        if (methodEnd == 0
                || uriEnd - 1 <= methodEnd
                || !Ascii.same(bytes, uriEnd, Math.min(end, uriEnd + 4), "SIP/")) {
            throw new SipParseException("Bad request line");
        }
        return new SipRequest(
                MessageBytes.received(cut(bytes, index, body), index, end, body),
                Method.of(bytes, 0, methodEnd),
                Ascii.text(bytes, methodEnd + 1, uriEnd - 1),
                version(bytes, uriEnd, end));
    }

    private static String version(byte[] bytes, int from, int to) {
        return Ascii.same(bytes, from, to, SipRequest.VERSION) && bytes[from] == 'S'
                ? SipRequest.VERSION
                : Ascii.text(bytes, from, to);
    }

    private static byte[] cut(byte[] bytes, HeaderIndex index, int body) {
        int entry = index.find(HeaderName.CONTENT_LENGTH.id(), 0);
        if (entry < 0) {
            return bytes;
        }
        int length = Ascii.number(bytes, index.value(entry), index.valueEnd(entry));
        if (length < 0 || body + (long) length >= bytes.length) {
            return bytes;
        }
        return java.util.Arrays.copyOf(bytes, body + length);
    }
}
