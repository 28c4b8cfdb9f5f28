package io.carillon.sip.message;

import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of a message are. What was received stays where it came; what an edit adds is in a second array, and
 * positions go on from the first into the second. So a message that is edited several times on its way through is
 * written once, when it leaves.
 *
 * <p>A line is whole in one of the two arrays.
 */
final class MessageBytes {
    static final byte[] NONE = {};

    final byte[] base;
    final byte[] extra;
    /** How much of the second array is used. */
    final int extraLength;

    final HeaderIndex index;
    /** The start line without its line end. */
    final int startFrom;

    final int startTo;
    final int bodyFrom;
    final int bodyTo;
    private byte @Nullable [] wire;

    MessageBytes(
            byte[] base,
            byte[] extra,
            int extraLength,
            HeaderIndex index,
            int startFrom,
            int startTo,
            int bodyFrom,
            int bodyTo) {
        this.base = base;
        this.extra = extra;
        this.extraLength = extraLength;
        this.index = index;
        this.startFrom = startFrom;
        this.startTo = startTo;
        this.bodyFrom = bodyFrom;
        this.bodyTo = bodyTo;
    }

    /** A message as it came. */
    static MessageBytes received(byte[] bytes, HeaderIndex index, int startTo, int bodyFrom) {
        var message = new MessageBytes(bytes, NONE, 0, index, 0, startTo, bodyFrom, bytes.length);
        message.wire = bytes;
        return message;
    }

    byte[] array(int position) {
        return position < base.length ? base : extra;
    }

    /** Where the position is in its array. */
    int offset(int position) {
        return position < base.length ? position : position - base.length;
    }

    /** The first entry of that name at or after {@code from}, or -1. */
    int find(HeaderName name, int from) {
        int id = name.id();
        if (id >= 0) {
            return index.find(id, from);
        }
        for (int entry = from; entry < index.count(); entry++) {
            int line = index.line(entry);
            if (index.id(entry) < 0 && name.matches(array(line), offset(line), index.nameLength(entry))) {
                return entry;
            }
        }
        return -1;
    }

    /** Mixes every value of that header into a hash. */
    long hash(long seed, HeaderName name) {
        long hash = seed;
        for (int entry = find(name, 0); entry >= 0; entry = find(name, entry + 1)) {
            int value = index.value(entry);
            int from = offset(value);
            hash = Ascii.hash(hash, array(value), from, from + index.valueEnd(entry) - value);
        }
        return hash;
    }

    int bodyLength() {
        return bodyTo - bodyFrom;
    }

    /** Size on the wire. */
    int size() {
        var written = wire;
        if (written != null) {
            return written.length;
        }
        int size = startTo - startFrom + 4 + bodyLength();
        for (int entry = 0; entry < index.count(); entry++) {
            size += index.valueEnd(entry) - index.line(entry) + 2;
        }
        return size;
    }

    byte[] wire() {
        var written = wire;
        if (written == null) {
            written = new byte[size()];
            write(written, 0);
            wire = written;
        }
        return written;
    }

    /** Writes the message from {@code at} on and says how long it is. */
    int copyTo(byte[] out, int at) {
        var written = wire;
        if (written != null) {
            System.arraycopy(written, 0, out, at, written.length);
            return written.length;
        }
        return write(out, at) - at;
    }

    /** Lines that follow each other in their array go in one copy. */
    private int write(byte[] out, int begin) {
        int at = copy(startFrom, startTo, out, begin);
        at = lineEnd(out, at);
        int count = index.count();
        int entry = 0;
        while (entry < count) {
            int from = index.line(entry);
            int to = index.valueEnd(entry);
            entry++;
            while (entry < count && follows(from, to, index.line(entry))) {
                to = index.valueEnd(entry++);
            }
            at = lineEnd(out, copy(from, to, out, at));
        }
        at = lineEnd(out, at);
        return copy(bodyFrom, bodyTo, out, at);
    }

    /** Between the end of one value and the next line there is a CRLF and nothing else. */
    private boolean follows(int from, int to, int line) {
        return line == to + 2
                && (from < base.length) == (line < base.length)
                && array(from)[offset(from) + to - from] == '\r';
    }

    private int copy(int from, int to, byte[] out, int at) {
        System.arraycopy(array(from), offset(from), out, at, to - from);
        return at + to - from;
    }

    private static int lineEnd(byte[] out, int at) {
        out[at] = '\r';
        out[at + 1] = '\n';
        return at + 2;
    }
}
