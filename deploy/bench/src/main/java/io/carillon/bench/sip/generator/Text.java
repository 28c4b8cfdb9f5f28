package io.carillon.bench.sip.generator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A message in the making, in one array that is used again and again. */
final class Text {
    private static final byte[] HEX = ascii("0123456789abcdef");

    byte[] bytes = new byte[8_192];
    int length;

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    Text clear() {
        length = 0;
        return this;
    }

    Text add(byte[] part) {
        return add(part, 0, part.length);
    }

    Text add(byte[] source, int from, int to) {
        int count = to - from;
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        System.arraycopy(source, from, bytes, length, count);
        length += count;
        return this;
    }

    Text octet(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        bytes[length++] = (byte) value;
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    Text number(int value) {
        if (value >= 10) {
            number(value / 10);
        }
        bytes[length++] = (byte) ('0' + value % 10);
        return this;
    }

    Text hex(int value) {
        if ((value & ~15) != 0) {
            hex(value >>> 4);
        }
        bytes[length++] = HEX[value & 15];
        return this;
    }

    /** Six decimal digits. */
    Text user(int number) {
        bytes[length] = 'u';
        int rest = number;
        for (int at = 6; at >= 1; at--) {
            bytes[length + at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += 7;
        return this;
    }
}
