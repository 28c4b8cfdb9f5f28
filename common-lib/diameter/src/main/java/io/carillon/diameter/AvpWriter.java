package io.carillon.diameter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes AVPs into one growing buffer; a grouped AVP's length is put in place when its members are there. */
public final class AvpWriter {
    private byte[] buffer = new byte[512];
    private int size;

    /** Starts an AVP and says where; give that to {@link #end}. */
    int begin(int code, long vendor, int flags) {
        int start = size;
        room(12);
        int32(code);
        int32((vendor == 0 ? flags & ~Avp.VENDOR : flags | Avp.VENDOR) << 24);
        if (vendor != 0) {
            int32((int) vendor);
        }
        return start;
    }

    void end(int start) {
        int length = size - start;
        buffer[start + 5] = (byte) (length >> 16);
        buffer[start + 6] = (byte) (length >> 8);
        buffer[start + 7] = (byte) length;
        for (int padding = -length & 3; padding > 0; padding--) {
            int8(0);
        }
    }

    void avp(Avp avp) {
        int start = begin(avp.code(), avp.vendor(), avp.flags());
        octets(avp.data());
        end(start);
    }

    <T> void avp(Attribute<T> attribute, T value) {
        int start = begin(attribute.code(), attribute.vendor(), attribute.flags());
        attribute.format().write(value, this);
        end(start);
    }

    void int8(int value) {
        room(1);
        buffer[size++] = (byte) value;
    }

    void int32(int value) {
        room(4);
        buffer[size++] = (byte) (value >> 24);
        buffer[size++] = (byte) (value >> 16);
        buffer[size++] = (byte) (value >> 8);
        buffer[size++] = (byte) value;
    }

    void int64(long value) {
        int32((int) (value >> 32));
        int32((int) value);
    }

    void text(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    void octets(Octets octets) {
        room(octets.length());
        octets.copyTo(buffer, size);
        size += octets.length();
    }

    Octets octets() {
        return Octets.view(Arrays.copyOf(buffer, size));
    }

    private void room(int count) {
        if (size + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + count));
        }
    }
}
