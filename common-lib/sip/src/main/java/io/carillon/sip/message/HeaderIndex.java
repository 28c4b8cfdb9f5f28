package io.carillon.sip.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the header lines of a message are: one pass over the bytes, four ints a line, names as ids.
 *
 * <p>A folded line (RFC 3261 §7.3.1) is one entry. What two servers could read differently, so that they disagree on
 * who is calling, is a defect: a line without a colon, a name that is no token, a line that ends without CR, a control
 * character, a continuation of nothing but blanks.
 */
final class HeaderIndex {
    static final int MAX_LINES = 256;
    /** What our own edits may add to a message that came with as many lines as it may have. */
    private static final int ROOM_TO_EDIT = 64;

    private static final int WIDTH = 4;

    private int[] slots;
    private int count;
    /** What is wrong with the lines, the first thing found; such a line has no entry. */
    private @Nullable SipParseException defect;

    /** One bit for each id below 64 that is or was there: most searches are for what is not. */
    private long seen;

    /** The bits of those that came twice. */
    private long repeated;

    /** A guess at how many header lines a message of this size has. */
    static int linesIn(int size) {
        return Math.min(40, 8 + size / 40);
    }

    HeaderIndex(int lines) {
        slots = new int[lines * WIDTH];
    }

    /** A copy with room for a few lines more. */
    HeaderIndex(HeaderIndex other) {
        slots = Arrays.copyOf(other.slots, (other.count + 6) * WIDTH);
        count = other.count;
        defect = other.defect;
        seen = other.seen;
        repeated = other.repeated;
    }

    /** Reads header lines from {@code from}; returns where the body starts. */
    int read(byte[] bytes, int from, int to) {
        int line = from;
        while (line < to) {
            if (bytes[line] == '\n') {
                defect("Line end without CR");
                return line + 1;
            }
            if (bytes[line] == '\r' && line + 1 < to && bytes[line + 1] == '\n') {
                return line + 2;
            }
            line = readLine(bytes, line, to);
        }
        defect("No end of the header lines");
        return to;
    }

    private void defect(String reason) {
        if (defect == null) {
            defect = new SipParseException(reason);
        }
    }

    private int readLine(byte[] bytes, int line, int to) {
        int colon = line;
        while (colon < to && bytes[colon] != ':' && bytes[colon] != '\n') {
            colon++;
        }
        if (colon == to || bytes[colon] != ':') {
            defect("Header line without a colon");
            return Math.min(colon + 1, to);
        }
        int nameEnd = colon;
        while (nameEnd > line && Ascii.blank(bytes[nameEnd - 1])) {
            nameEnd--;
        }
        if (nameEnd == line || Ascii.blank(bytes[line])) {
            defect("Header line without a name");
            return lineEnd(bytes, colon, to);
        }
        int next = lineEnd(bytes, colon, to);
        int valueEnd = next;
        while (valueEnd > colon + 1 && Ascii.space(bytes[valueEnd - 1])) {
            valueEnd--;
        }
        int value = colon + 1;
        while (value < valueEnd && Ascii.space(bytes[value])) {
            value++;
        }
        if (count == MAX_LINES) {
            defect = new SipParseException(513, "Too many header lines");
            return next;
        }
        var name = HeaderName.find(bytes, line, nameEnd);
        if (name == null && !Ascii.isToken(bytes, line, nameEnd)) {
            defect("Header name is no token");
            return next;
        }
        add(name == null ? -1 : name.id(), line, value, valueEnd, nameEnd - line);
        return next;
    }

    /** Past the line end of the last folded continuation. */
    private int lineEnd(byte[] bytes, int from, int to) {
        int at = from;
        while ((at = Ascii.controlAt(bytes, at, to)) < to) {
            byte b = bytes[at++];
            if (b == '\n') {
                if (bytes[at - 2] != '\r') {
                    defect("Line end without CR");
                }
                if (at == to || !Ascii.blank(bytes[at])) {
                    return at;
                }
                requireContinuation(bytes, at, to);
            } else if (b != '\t' && (b != '\r' || at == to || bytes[at] != '\n') && bytes[at - 2] != '\\') {
                defect("Control character in a header line");
            }
        }
        return at;
    }

    /** A continuation of nothing but blanks is the end of the header lines to some readers. */
    private void requireContinuation(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && Ascii.blank(bytes[at])) {
            at++;
        }
        if (at == to || bytes[at] == '\r' || bytes[at] == '\n') {
            defect("Continuation line without text");
        }
    }

    /** What is wrong with the lines, or null. */
    @Nullable
    SipParseException defect() {
        return defect;
    }

    void add(int id, int line, int value, int valueEnd, int nameLength) {
        insert(count, id, line, value, valueEnd, nameLength);
    }

    /** Packs the id and the name's length in one int: ids are below 2^15, names below 2^16. */
    void insert(int entry, int id, int line, int value, int valueEnd, int nameLength) {
        if (count == MAX_LINES + ROOM_TO_EDIT) {
            throw new SipParseException(513, "Too many header lines");
        }
        int at = entry * WIDTH;
        int end = count * WIDTH;
        if (end == slots.length) {
            slots = Arrays.copyOf(slots, Math.max(slots.length * 2, 8 * WIDTH));
        }
        if (at < end) {
            System.arraycopy(slots, at, slots, at + WIDTH, end - at);
        }
        count++;
        put(at, id, line, value, valueEnd, nameLength);
    }

    void replace(int entry, int id, int line, int value, int valueEnd, int nameLength) {
        put(entry * WIDTH, id, line, value, valueEnd, nameLength);
    }

    private void put(int at, int id, int line, int value, int valueEnd, int nameLength) {
        slots[at] = id << 16 | Math.min(nameLength, 0xffff);
        slots[at + 1] = line;
        slots[at + 2] = value;
        slots[at + 3] = valueEnd;
        long bit = bit(id);
        repeated |= seen & bit;
        seen |= bit;
    }

    void remove(int entry) {
        int at = entry * WIDTH;
        System.arraycopy(slots, at + WIDTH, slots, at, (count - entry - 1) * WIDTH);
        count--;
    }

    static long bit(int id) {
        return id >= 0 && id < Long.SIZE ? 1L << id : 0;
    }

    /** False if there is no second line of that header for sure. */
    boolean mayRepeat(int id) {
        return id >= Long.SIZE || (repeated & bit(id)) != 0;
    }

    int count() {
        return count;
    }

    int id(int entry) {
        return slots[entry * WIDTH] >> 16;
    }

    int nameLength(int entry) {
        return slots[entry * WIDTH] & 0xffff;
    }

    int line(int entry) {
        return slots[entry * WIDTH + 1];
    }

    int value(int entry) {
        return slots[entry * WIDTH + 2];
    }

    int valueEnd(int entry) {
        return slots[entry * WIDTH + 3];
    }

    /** The first entry with that id at or after {@code from}, or -1. */
    int find(int id, int from) {
        long bit = bit(id);
        if (bit != 0 && (seen & bit) == 0) {
            return -1;
        }
        for (int at = from * WIDTH; at < count * WIDTH; at += WIDTH) {
            if (slots[at] >> 16 == id) {
                return at / WIDTH;
            }
        }
        return -1;
    }
}
