package io.carillon.rtpproxy.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** A capture file in the pcap format with IPv4 and UDP headers (LINKTYPE_RAW), so that no privilege is needed. */
final class Capture {
    private static final int IP_AND_UDP = 28;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private int packets;

    Capture() {
        file.writeBytes(ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(101)
                .array());
    }

    void add(int fromPort, int toPort, byte[] payload) {
        int length = IP_AND_UDP + payload.length;
        file.writeBytes(ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(packets / 50)
                .putInt(packets % 50 * 20_000)
                .putInt(length)
                .putInt(length)
                .array());
        file.writeBytes(ByteBuffer.allocate(length)
                .putShort((short) 0x4500)
                .putShort((short) length)
                .putInt(0)
                .put((byte) 64)
                .put((byte) 17)
                .putShort((short) 0)
                .putInt(0x7f000001)
                .putInt(0x7f000001)
                .putShort((short) fromPort)
                .putShort((short) toPort)
                .putShort((short) (8 + payload.length))
                .putShort((short) 0)
                .put(payload)
                .array());
        packets++;
    }

    void write(Path target) throws IOException {
        Files.write(target, file.toByteArray());
    }
}
