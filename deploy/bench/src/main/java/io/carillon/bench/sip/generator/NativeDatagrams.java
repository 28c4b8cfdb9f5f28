package io.carillon.bench.sip.generator;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * One UDP socket on 127.0.0.1 with recvmmsg(2) and sendmmsg(2) over buffers that stay: what a generator needs to be
 * cheaper than the servers it drives. Layouts are those of 64-bit Linux.
 */
final class NativeDatagrams implements AutoCloseable {
    static final int BATCH = 64;
    private static final int DATAGRAM = 8_192;
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUF = 7;
    private static final int SO_RCVBUF = 8;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int BUFFER = 4 << 20;
    private static final long HEADER = 64;
    private static final long HEADER_LENGTH = 56;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SOCKET = three("socket", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle BIND = call(
            "bind",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle NAME = call(
            "getsockname",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    private static final MethodHandle OPTION = call(
            "setsockopt",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT));
    private static final MethodHandle RECEIVE = call(
            "recvmmsg",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS));
    private static final MethodHandle SEND = call(
            "sendmmsg",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE =
            call("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private final Arena arena = Arena.ofConfined();
    private final int descriptor;
    private final int port;
    private final MemorySegment target = arena.allocate(16, 8);
    private final MemorySegment incoming = headers(MemorySegment.NULL);
    private final MemorySegment inBuffers = buffers(incoming);
    private final MemorySegment outgoing = headers(target);
    private final MemorySegment outBuffers = buffers(outgoing);
    private int waiting;

    NativeDatagrams() throws IOException {
        descriptor = checked("socket", SOCKET, AF_INET, SOCK_DGRAM, 0);
        var size = arena.allocateFrom(ValueLayout.JAVA_INT, BUFFER);
        checked("setsockopt", OPTION, descriptor, SOL_SOCKET, SO_RCVBUF, size, 4);
        checked("setsockopt", OPTION, descriptor, SOL_SOCKET, SO_SNDBUF, size, 4);
        var own = arena.allocate(16, 8);
        loopback(own, 0);
        checked("bind", BIND, descriptor, own, 16);
        checked("getsockname", NAME, descriptor, own, arena.allocateFrom(ValueLayout.JAVA_INT, 16));
        port = (own.get(ValueLayout.JAVA_BYTE, 2) & 255) << 8 | own.get(ValueLayout.JAVA_BYTE, 3) & 255;
    }

    @SuppressWarnings("restricted")
    private static MethodHandle call(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor);
    }

    private static MethodHandle three(String name, ValueLayout second, ValueLayout third) {
        return call(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, second, third));
    }

    /** struct sockaddr_in with 127.0.0.1. */
    private static void loopback(MemorySegment address, int port) {
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_INET);
        address.set(ValueLayout.JAVA_BYTE, 2, (byte) (port >> 8));
        address.set(ValueLayout.JAVA_BYTE, 3, (byte) port);
        address.set(ValueLayout.JAVA_BYTE, 4, (byte) 127);
        address.set(ValueLayout.JAVA_BYTE, 7, (byte) 1);
    }

    /** An array of struct mmsghdr, every one with the same address. */
    private MemorySegment headers(MemorySegment address) {
        var headers = arena.allocate(HEADER * BATCH, 8);
        for (int i = 0; i < BATCH; i++) {
            headers.set(ValueLayout.ADDRESS, i * HEADER, address);
            headers.set(ValueLayout.JAVA_INT, i * HEADER + 8, address.equals(MemorySegment.NULL) ? 0 : 16);
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

    private static int checked(String name, MethodHandle function, Object... arguments) throws IOException {
        int result;
        try {
            result = (int) function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IOException(name, e);
        }
        if (result < 0) {
            throw new IOException(name + " failed");
        }
        return result;
    }

    int port() {
        return port;
    }

    void target(int targetPort) {
        loopback(target, targetPort);
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
    public void close() {
        try {
            int ignored = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw new IllegalStateException("close", e);
        }
        arena.close();
    }
}
