package io.carillon.node.cdr;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A record as it lies on disk.
 *
 * <pre>
 *  0               4               8               12
 * +---------------+---------------+---------------+-----//-----+-----//-----+
 * | length of all | CRC-32C of    | length of key | key        | value      |
 * | that follows  | what follows  |               | (UTF-8)    | (JSON)     |
 * | the CRC       |               |               |            |            |
 * +---------------+---------------+---------------+-----//-----+-----//-----+
 * </pre>
 */
record Spooled(String key, byte[] value) {
    static final int HEADER = 8;
    static final int MOST = 256 << 10;

    byte[] encode() {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        int length = 4 + keyBytes.length + value.length;
        ByteBuffer frame = ByteBuffer.allocate(HEADER + length);
        frame.position(HEADER).putInt(keyBytes.length).put(keyBytes).put(value).flip();
        frame.putInt(0, length).putInt(4, crc(frame.slice(HEADER, length)));
        return frame.array();
    }

    /** The next whole record, with the buffer moved behind it; empty at the end and where a write was cut off. */
    static Optional<Spooled> decode(ByteBuffer from) {
        if (from.remaining() < HEADER) {
            return Optional.empty();
        }
        int length = from.getInt(from.position());
        int crc = from.getInt(from.position() + 4);
        if (length < 4 || length > from.remaining() - HEADER) {
            return Optional.empty();
        }
        ByteBuffer frame = from.slice(from.position() + HEADER, length);
        int keyLength = frame.getInt(0);
        if (crc(frame.duplicate()) != crc || keyLength < 0 || keyLength > length - 4) {
            return Optional.empty();
        }
        byte[] key = new byte[keyLength];
        byte[] value = new byte[length - 4 - keyLength];
        frame.position(4).get(key).get(value);
        from.position(from.position() + HEADER + length);
        return Optional.of(new Spooled(new String(key, StandardCharsets.UTF_8), value));
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
