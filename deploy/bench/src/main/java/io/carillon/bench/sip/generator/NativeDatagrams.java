package io.carillon.bench.sip.generator;

import io.carillon.bench.SystemCalls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * One UDP socket with recvmmsg(2) and sendmmsg(2) over buffers that stay: what a generator needs to be
 * cheaper than the servers it drives. Layouts are those of 64-bit Linux.
 */
final class NativeDatagrams implements AutoCloseable {
    static final int BATCH = 64;
    private static final int DATAGRAM = 8_192;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int BUFFER = 4 << 20;
    private static final long HEADER = 64;
    private static final long HEADER_LENGTH = 56;
    /** A struct cmsghdr with IP_PKTINFO in it (ip(7)): the address that the datagram leaves from. */
    private static final long CONTROL = 32;

    private static final long CONTROL_LENGTH = 28;
    private static final int IP_PKTINFO = 8;
    private static final int SOURCE = 20;

    private static final MethodHandle RECEIVE = SystemCalls.function(
            "recvmmsg",
            SystemCalls.INT,
            SystemCalls.INT,
            SystemCalls.POINTER,
            SystemCalls.INT,
            SystemCalls.INT,
            SystemCalls.POINTER);
    private static final MethodHandle SEND = SystemCalls.function(
            "sendmmsg", SystemCalls.INT, SystemCalls.INT, SystemCalls.POINTER, SystemCalls.INT, SystemCalls.INT);

    private final Arena arena = Arena.ofConfined();
    private final int descriptor;
    private final int port;
    private final MemorySegment target = SystemCalls.loopback(arena, 0);
    private final MemorySegment incoming = headers(MemorySegment.NULL);
    private final MemorySegment inBuffers = buffers(incoming);
    private final MemorySegment outgoing = headers(target);
    private final MemorySegment outBuffers = buffers(outgoing);
    private final MemorySegment sources;
    private int waiting;

    private NativeDatagrams(boolean anyAddress) throws IOException {
        descriptor = anyAddress
                ? SystemCalls.datagramSocketOnAnyAddress(arena, BUFFER)
                : SystemCalls.datagramSocket(arena, BUFFER);
        port = SystemCalls.portOf(arena, descriptor);
        sources = anyAddress ? sources() : MemorySegment.NULL;
    }

    static NativeDatagrams onLoopback() throws IOException {
        return new NativeDatagrams(false);
    }

    /** One whose datagrams may leave from any address of this machine. */
    static NativeDatagrams onAnyAddress() throws IOException {
        return new NativeDatagrams(true);
    }

    private MemorySegment sources() {
        var controls = arena.allocate(CONTROL * BATCH, 8);
        for (int i = 0; i < BATCH; i++) {
            controls.set(ValueLayout.JAVA_LONG, i * CONTROL, CONTROL_LENGTH);
            controls.set(ValueLayout.JAVA_INT, i * CONTROL + 12, IP_PKTINFO); // level 0 is IPPROTO_IP
            outgoing.set(ValueLayout.ADDRESS, i * HEADER + 32, controls.asSlice(i * CONTROL));
            outgoing.set(ValueLayout.JAVA_LONG, i * HEADER + 40, CONTROL);
        }
        return controls;
    }

    /** An array of struct mmsghdr, every one with the same address. */
    private MemorySegment headers(MemorySegment address) {
        var headers = arena.allocate(HEADER * BATCH, 8);
        for (int i = 0; i < BATCH; i++) {
            headers.set(ValueLayout.ADDRESS, i * HEADER, address);
            headers.set(
                    ValueLayout.JAVA_INT, i * HEADER + 8, address.equals(MemorySegment.NULL) ? 0 : SystemCalls.ADDRESS);
        }
        return headers;
    }

    private MemorySegment buffers(MemorySegment headers) {
        var data = arena.allocate((long) DATAGRAM * BATCH, 64);
        var parts = arena.allocate(16L * BATCH, 8);
        for (int i = 0; i < BATCH; i++) {
            parts.set(ValueLayout.ADDRESS, i * 16L, data.asSlice((long) i * DATAGRAM));
            parts.set(ValueLayout.JAVA_LONG, i * 16L + 8, DATAGRAM);
            headers.set(ValueLayout.ADDRESS, i * HEADER + 16, parts.asSlice(i * 16L));
            headers.set(ValueLayout.JAVA_LONG, i * HEADER + 24, 1);
        }
        return data;
    }

    int port() {
        return port;
    }

    void target(int targetPort) {
        SystemCalls.port(target, targetPort);
    }

    /** Queues one datagram to the target, from that address (in network order; 0 leaves it to the system). */
    void send(byte[] bytes, int length, int source) throws IOException {
        if (waiting == BATCH) {
            flush();
        }
        sources.set(ValueLayout.JAVA_INT, waiting * CONTROL + SOURCE, Integer.reverseBytes(source));
        send(bytes, length);
    }

    /** Queues one datagram to the target. */
    void send(byte[] bytes, int length) throws IOException {
        if (waiting == BATCH) {
            flush();
        }
        MemorySegment.copy(bytes, 0, outBuffers, ValueLayout.JAVA_BYTE, (long) waiting * DATAGRAM, length);
        partOf(outgoing, waiting).set(ValueLayout.JAVA_LONG, 8, length);
        waiting++;
    }

    @SuppressWarnings("restricted")
    private static MemorySegment partOf(MemorySegment headers, int index) {
        return headers.get(ValueLayout.ADDRESS, index * HEADER + 16).reinterpret(16);
    }

    /** A full socket buffer drops the rest, as a network would. */
    void flush() throws IOException {
        if (waiting > 0) {
            try {
                int ignored = (int) SEND.invokeExact(descriptor, outgoing, waiting, 0);
            } catch (Throwable e) {
                throw new IOException("sendmmsg", e);
            }
            waiting = 0;
        }
    }

    /** How many datagrams are there now. */
    int receive() throws IOException {
        try {
            return Math.max(
                    0, (int) RECEIVE.invokeExact(descriptor, incoming, BATCH, MSG_DONTWAIT, MemorySegment.NULL));
        } catch (Throwable e) {
            throw new IOException("recvmmsg", e);
        }
    }

    /** Copies a received datagram; returns its length. */
    int take(int index, byte[] into) {
        int length = Math.min(into.length, incoming.get(ValueLayout.JAVA_INT, index * HEADER + HEADER_LENGTH));
        MemorySegment.copy(inBuffers, ValueLayout.JAVA_BYTE, (long) index * DATAGRAM, into, 0, length);
        return length;
    }

    int descriptor() {
        return descriptor;
    }

    @Override
    public void close() throws IOException {
        SystemCalls.close(descriptor);
        arena.close();
    }
}
