package io.carillon.sip.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Byte scanning for RFC 3261 §25 tokens: no copies, no regular expressions. */
final class Ascii {
    private static final byte TOKEN = 1;
    private static final byte URI = 2;
    private static final byte VALUE = 4;
    private static final byte[] CLASSES = classes();

    /** Eight bytes at a time. */
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;

    private Ascii() {}

    private static byte[] classes() {
        var classes = new byte[256];
        for (int c = '!'; c <= '~'; c++) {
            boolean word = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (word || "-.!%*_+`'~".indexOf(c) >= 0) {
                classes[c] |= TOKEN;
            }
            if ("<>\"".indexOf(c) < 0) {
                classes[c] |= URI;
                if (",;\\".indexOf(c) < 0) {
                    classes[c] |= VALUE;
                }
            }
        }
        return classes;
    }

    /** A character of a token: names of methods, header fields and parameters. */
    static boolean token(byte b) {
        return (CLASSES[b & 0xff] & TOKEN) != 0;
    }

    /** A character that may be in a URI; blanks, brackets, quotes and what is not ASCII may not. */
    static boolean uri(byte b) {
        return (CLASSES[b & 0xff] & URI) != 0;
    }

    /** A character of a parameter value without quotes: a token or a host. */
    static boolean value(byte b) {
        return (CLASSES[b & 0xff] & VALUE) != 0;
    }

    /** Where the first control character is, or {@code to}. */
    static int controlAt(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long found = controls((long) LONGS.get(bytes, at));
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < to && (bytes[at] < 0 || bytes[at] >= ' ' && bytes[at] != 127)) {
            at++;
        }
        return at;
    }

    /** The high bit of each byte that is below 32 or 127, exact up to the first of them. */
    private static long controls(long eight) {
        long below = eight - ONES * ' ' & ~eight;
        long delete = eight ^ ONES * 127;
        return (below | delete - ONES & ~delete) & HIGHS;
    }

    /** Mixes bytes[from, to) into a hash of 64 bits, which is no secret. */
    static long hash(long seed, byte[] bytes, int from, int to) {
        long hash = seed;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = mix(hash, (long) LONGS.get(bytes, at));
        }
        for (; at < to; at++) {
            hash = mix(hash, bytes[at]);
        }
        return mix(hash, to - from);
    }

    /** One step of a hash of 64 bits. */
    static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0x9e37_79b9_7f4a_7c15L;
        return mixed ^ mixed >>> 32;
    }

    /** True if there is something and all of it is a token. */
    static boolean isToken(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!token(bytes[at])) {
                return false;
            }
        }
        return from < to;
    }

    static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }

    static boolean blank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** White space or a line end inside a folded header field. */
    static boolean space(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Bytes as they are, one character each: for keys, not for people. */
    static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The decimal number in bytes[from, to), blanks around it allowed; -1 if it is none or exceeds 2^31-1. */
    static int number(byte[] bytes, int from, int to) {
        int at = from;
        int end = to;
        while (at < end && space(bytes[at])) {
            at++;
        }
        while (end > at && space(bytes[end - 1])) {
            end--;
        }
        if (at == end) {
            return -1;
        }
        long value = 0;
        for (; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
            if (value > Integer.MAX_VALUE) {
                return -1;
            }
        }
        return (int) value;
    }

    /** True if text equals bytes[from, to) without regard to case. */
    static boolean same(byte[] bytes, int from, int to, String text) {
        if (to - from != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (lower(bytes[from + i]) != lower((byte) text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Where the first of several comma-separated values in [from, to) ends; quotes and angle brackets protect. */
    static int valueEnd(byte[] bytes, int from, int to) {
        boolean quoted = false;
        boolean bracketed = false;
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (quoted) {
                if (b == '\\') {
                    at++;
                } else if (b == '"') {
                    quoted = false;
                }
            } else if (b == '"') {
                quoted = true;
            } else if (b == '<') {
                bracketed = true;
            } else if (b == '>') {
                bracketed = false;
            } else if (b == ',' && !bracketed) {
                return at;
            }
        }
        return to;
    }
}
