package io.carillon.sip.message;

/** How many bytes of body a message in a stream has (RFC 3261 §18.3). */
public final class BodyLength {
    /** No Content-Length: a stream cannot be cut. */
    public static final int ABSENT = -1;
    /** More than one Content-Length, or one that is no length, or header lines that can be read in two ways. */
    public static final int BAD = -2;

    /**
     * How many bytes of body follow a start line and header lines, by the very index that the message is read with:
     * what cuts a stream and what reads its messages must agree (§18.3).
     */
    public static int after(byte[] head) {
        int line = 0;
        while (line < head.length && head[line] != '\n') {
            line++;
        }
        var index = new HeaderIndex(HeaderIndex.linesIn(head.length));
        index.read(head, Math.min(line + 1, head.length), head.length);
        int entry = index.find(HeaderName.CONTENT_LENGTH.id(), 0);
        if (entry < 0) {
            return ABSENT;
        }
        int length = Ascii.number(head, index.value(entry), index.valueEnd(entry));
        boolean repeated = index.find(HeaderName.CONTENT_LENGTH.id(), entry + 1) >= 0;
        return length < 0 || repeated || index.defect() != null ? BAD : length;
    }

    private BodyLength() {}
}
