package io.carillon.bench.sip.generator;

/** A received message and where the header lines are that the generator needs. */
final class Incoming {
    static final int MAX_LINES = 96;

    byte[] bytes = new byte[0];
    int length;
    /** First byte of each header line and the byte after its line end. */
    final int[] from = new int[MAX_LINES];

    final int[] to = new int[MAX_LINES];
    final byte[] kind = new byte[MAX_LINES];
    int lines;
    /** Where the body begins; {@link #length} without one. */
    int body;

    static final byte OTHER = 0;
    static final byte VIA = 1;
    static final byte RECORD_ROUTE = 2;
    static final byte FROM = 3;
    static final byte TO = 4;
    static final byte CALL_ID = 5;
    static final byte CSEQ = 6;
    static final byte CONTACT = 7;
    static final byte CHALLENGE = 8;

    private static final byte[][] NAMES = {
        {},
        Text.ascii("via:"),
        Text.ascii("record-route:"),
        Text.ascii("from:"),
        Text.ascii("to:"),
        Text.ascii("call-id:"),
        Text.ascii("cseq:"),
        Text.ascii("contact:"),
        Text.ascii("www-authenticate:")
    };

    void read(byte[] message, int size) {
        bytes = message;
        length = size;
        lines = 0;
        int at = lineEnd(0);
        while (at < length && bytes[at] != '\r' && lines < MAX_LINES) {
            int end = lineEnd(at);
            from[lines] = at;
            to[lines] = end;
            kind[lines] = kindOf(at, end);
            lines++;
            at = end;
        }
        body = Math.min(lineEnd(at), length);
    }

    private int lineEnd(int at) {
        int end = at;
        while (end < length && bytes[end] != '\n') {
            end++;
        }
        return Math.min(end + 1, length);
    }

    private byte kindOf(int at, int end) {
        for (byte candidate = 1; candidate < NAMES.length; candidate++) {
            var name = NAMES[candidate];
            if ((bytes[at] | 32) == name[0] && matches(name, at, end)) {
                return candidate;
            }
        }
        return OTHER;
    }

    private boolean matches(byte[] name, int at, int end) {
        if (end - at < name.length) {
            return false;
        }
        for (int i = 1; i < name.length; i++) {
            if ((bytes[at + i] | 32) != (name[i] | 32)) {
                return false;
            }
        }
        return true;
    }

    boolean isResponse() {
        return length > 12 && bytes[0] == 'S' && bytes[1] == 'I' && bytes[3] == '/';
    }

    int status() {
        return (bytes[8] - '0') * 100 + (bytes[9] - '0') * 10 + bytes[10] - '0';
    }

    int find(byte wanted) {
        for (int line = 0; line < lines; line++) {
            if (kind[line] == wanted) {
                return line;
            }
        }
        return -1;
    }

    /** Where this text begins in a line, or -1. */
    int indexOf(byte[] text, int line) {
        outer:
        for (int at = from[line]; at <= to[line] - text.length; at++) {
            for (int i = 0; i < text.length; i++) {
                if (bytes[at + i] != text[i]) {
                    continue outer;
                }
            }
            return at;
        }
        return -1;
    }

    /** The number that begins at or after {@code at}. */
    int number(int at, int radix) {
        int value = 0;
        int position = at;
        while (Character.digit(bytes[position], radix) < 0) {
            position++;
        }
        for (int digit; (digit = Character.digit(bytes[position], radix)) >= 0; position++) {
            value = value * radix + digit;
        }
        return value;
    }
}
