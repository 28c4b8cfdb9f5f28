package io.carillon.sdp.ng;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Bencode: {@code i42e}, {@code 4:spam}, {@code l…e}, {@code d…e}. Depth, size and number of values are bounded, so no
 * input costs more than its own length.
 */
public final class Bencode {
    static final int MAX_BYTES = 65_535;
    private static final int MAX_DEPTH = 16;
    private static final int MAX_VALUES = 8192;
    private static final int MAX_DIGITS = 18;

    private final byte[] input;
    private int position;
    private int values;

    private Bencode(byte[] input, int start) {
        this.input = input;
        this.position = start;
    }

    /** @throws NgException when {@code input} from {@code start} is not exactly one value */
    static NgValue decode(byte[] input, int start) {
        if (input.length > MAX_BYTES) {
            throw new NgException("message too long");
        }
        Bencode reader = new Bencode(input, start);
        NgValue value = reader.value(0);
        if (reader.position != input.length) {
            throw new NgException("bytes after the bencoded value");
        }
        return value;
    }

    public static NgValue decode(byte[] input) {
        return decode(input, 0);
    }

    public static byte[] encode(NgValue value) {
        ByteArrayOutputStream target = new ByteArrayOutputStream(512);
        write(value, target);
        return target.toByteArray();
    }

    private NgValue value(int depth) {
        if (depth > MAX_DEPTH) {
            throw new NgException("bencode nested too deeply");
        }
        if (++values > MAX_VALUES) {
            throw new NgException("too many bencoded values");
        }
        return switch (peek()) {
            case 'i' -> integer();
            case 'l' -> list(depth);
            case 'd' -> dictionary(depth);
            default -> new NgValue.Text(text());
        };
    }

    private NgValue integer() {
        position++;
        boolean negative = peek() == '-';
        if (negative) {
            position++;
        }
        long number = digits('e');
        return new NgValue.Int(negative ? -number : number);
    }

    private NgValue list(int depth) {
        position++;
        List<NgValue> items = new ArrayList<>();
        while (peek() != 'e') {
            items.add(value(depth + 1));
        }
        position++;
        return new NgValue.Items(items);
    }

    private NgValue dictionary(int depth) {
        position++;
        SequencedMap<String, NgValue> entries = new LinkedHashMap<>();
        while (peek() != 'e') {
            String key = text();
            if (entries.put(key, value(depth + 1)) != null) {
                throw new NgException("key given twice in a bencoded dictionary");
            }
        }
        position++;
        return new NgValue.Dict(entries);
    }

    private String text() {
        long length = digits(':');
        if (length > input.length - position) {
            throw new NgException("bencoded string longer than the message");
        }
        String text = new String(input, position, (int) length, StandardCharsets.ISO_8859_1);
        position += (int) length;
        return text;
    }

    private long digits(char end) {
        long number = 0;
        int start = position;
        while (peek() != end) {
            int digit = input[position] - '0';
            if (digit < 0 || digit > 9 || position - start == MAX_DIGITS) {
                throw new NgException("bad number in bencode");
            }
            number = number * 10 + digit;
            position++;
        }
        if (position == start) {
            throw new NgException("bad number in bencode");
        }
        position++;
        return number;
    }

    private int peek() {
        if (position >= input.length) {
            throw new NgException("bencode ends early");
        }
        return input[position];
    }

    private static void write(NgValue value, ByteArrayOutputStream target) {
        switch (value) {
            case NgValue.Text(String octets) -> write(octets, target);
            case NgValue.Int(long number) -> ascii("i" + number + "e", target);
            case NgValue.Items(List<NgValue> items) -> {
                target.write('l');
                items.forEach(item -> write(item, target));
                target.write('e');
            }
            case NgValue.Dict dict -> {
                target.write('d');
                dict.entries().forEach((key, item) -> {
                    write(key, target);
                    write(item, target);
                });
                target.write('e');
            }
        }
    }

    private static void write(String octets, ByteArrayOutputStream target) {
        ascii(octets.length() + ":", target);
        target.writeBytes(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void ascii(String text, ByteArrayOutputStream target) {
        target.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
