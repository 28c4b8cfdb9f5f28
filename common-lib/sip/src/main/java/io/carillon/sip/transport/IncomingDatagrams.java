package io.carillon.sip.transport;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** What one recvmmsg(2) brings, and the arrivals of those who send it. */
final class IncomingDatagrams {
    private static final int MOST = 32;
    /** Beside 64 KiB some lines more: buffers at a power of two would share the same few lines of the cache. */
    private static final long STRIDE = 65_536 + 33 * 64;

    private static final int SOURCES = 1 << 10;

    private final String listener;
    private final InetSocketAddress local;
    private final SocketNames names;
    private final boolean ipv4;
    private final MessageVector vector;
    private final long[] sources = new long[SOURCES];
    /** Of each slot the last one seen: transactions hold it, and of equal ones there need be but one. */
    private final @Nullable Arrival[] arrivals = new @Nullable Arrival[SOURCES];

    IncomingDatagrams(Arena arena, String listener, InetSocketAddress local, boolean ipv6) {
        this.listener = listener;
        this.local = local;
        this.names = new SocketNames(ipv6);
        this.ipv4 = !ipv6;
        this.vector = new MessageVector(arena, MOST, names.size(), arena.allocate(MOST * STRIDE, Long.BYTES));
        for (int i = 0; i < MOST; i++) {
            vector.buffer(i, i * STRIDE, DatagramReader.MAX_DATAGRAM);
        }
    }

    /** How many came. */
    int receive(int descriptor) {
        return Math.max(0, vector.receive(descriptor, MOST));
    }

    byte[] take(int entry) {
        var bytes = new byte[vector.length(entry)];
        MemorySegment.copy(vector.space, ValueLayout.JAVA_BYTE, entry * STRIDE, bytes, 0, bytes.length);
        return bytes;
    }

    Arrival arrival(int entry) {
        long at = (long) entry * names.size();
        if (!ipv4) {
            return arrival(Addresses.shared(names.read(vector.names, at)));
        }
        long source = vector.names.get(ValueLayout.JAVA_LONG, at);
        int slot = (int) (source * 0x9E3779B97F4A7C15L >>> 54);
        var known = arrivals[slot];
        if (known == null || sources[slot] != source) {
            known = arrival(Addresses.shared(names.read(vector.names, at)));
            sources[slot] = source;
            arrivals[slot] = known;
        }
        return known;
    }

    private Arrival arrival(InetSocketAddress remote) {
        return new Arrival(listener, Transport.UDP, local, remote);
    }
}
