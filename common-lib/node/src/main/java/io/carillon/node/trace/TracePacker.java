package io.carillon.node.trace;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/**
 * Packs batches one after the other, in the same memory: a large array for each would be cleared first, and would turn other
 * things out of the processor's cache. By the node and not by Kafka, whose brokers would unpack it to count the records.
 * Not safe for use by several threads.
 */
final class TracePacker {
    private final LZ4Compressor packer = LZ4Factory.fastestInstance().fastCompressor();
    private byte[] room = {};

    /** As it is in the topic. */
    byte[] pack(TraceBatch batch) {
        int size = batch.size();
        int most = TraceBatch.HEADER + packer.maxCompressedLength(size);
        if (room.length < most) {
            room = new byte[most];
        }
        ByteBuffer.wrap(room).put(TraceBatch.VERSION).putInt(size);
        int length = packer.compress(batch.room(), 0, size, room, TraceBatch.HEADER);
        return Arrays.copyOf(room, TraceBatch.HEADER + length);
    }
}
