package io.carillon.diameter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable run of bytes, possibly a view into a received message. */
public final class Octets {
    public static final Octets EMPTY = new Octets(new byte[0], 0, 0);

    private final byte[] array;
    private final int from;
    private final int to;

    private Octets(byte[] array, int from, int to) {
        this.array = array;
        this.from = from;
        this.to = to;
    }

    public static Octets of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Octets(bytes.clone(), 0, bytes.length);
    }

    public static Octets of(String text) {
        return view(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Octets ofHex(String hex) {
        return view(HexFormat.of().parseHex(hex));
    }

    /** Without a copy: the caller gives the array away. */
    static Octets view(byte[] bytes) {
        return new Octets(bytes, 0, bytes.length);
    }

    public Octets slice(int start, int length) {
        if (start < 0 || length < 0 || start + length > length()) {
            throw new IndexOutOfBoundsException(start + "+" + length + " of " + length());
        }
        return new Octets(array, from + start, from + start + length);
    }

    public int length() {
        return to - from;
    }

    public byte at(int index) {
        return array[checked(index, 1)];
    }

    int uint24(int index) {
        int i = checked(index, 3);
        return (array[i] & 0xff) << 16 | (array[i + 1] & 0xff) << 8 | array[i + 2] & 0xff;
    }

    int int32(int index) {
        int i = checked(index, 4);
        return array[i] << 24 | (array[i + 1] & 0xff) << 16 | (array[i + 2] & 0xff) << 8 | array[i + 3] & 0xff;
    }

    long int64(int index) {
        return (long) int32(index) << 32 | int32(index + 4) & 0xffff_ffffL;
    }

    public byte[] toArray() {
        return Arrays.copyOfRange(array, from, to);
    }

    /** The bytes read as UTF-8. */
    public String text() {
        return new String(array, from, length(), StandardCharsets.UTF_8);
    }

    public String hex() {
        return HexFormat.of().formatHex(array, from, to);
    }

    void copyTo(byte[] target, int position) {
        System.arraycopy(array, from, target, position, length());
    }

    private int checked(int index, int count) {
        if (index < 0 || index + count > length()) {
            throw new IndexOutOfBoundsException(index + "+" + count + " of " + length());
        }
        return from + index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(array, from, to, that.array, that.from, that.to);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** Only the length: keys and vectors are octets too, and must not reach a log by way of a record's text. */
    @Override
    public String toString() {
        return "[" + length() + " octets]";
    }
}
