package io.carillon.sip.transport;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * An array of struct mmsghdr, each with one buffer and one address, for recvmmsg(2) and sendmmsg(2): many datagrams in
 * one system call. Layouts are those of 64-bit Linux, wherever Netty's epoll is.
 */
final class MessageVector {
    private static final long HEADER = 64;
    private static final long NAME_LENGTH = 8;
    private static final long BUFFERS = 16;
    private static final long BUFFER_COUNT = 24;
    private static final long LENGTH = 56;
    /** A struct iovec: where a buffer is and how long. */
    private static final long BUFFER = 16;

    private static final long BUFFER_LENGTH = 8;

    private static final int MSG_DONTWAIT = 0x40;

    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final MethodHandle RECEIVE =
            function("recvmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle SEND = function("sendmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);

    private final MemorySegment headers;
    private final MemorySegment vector;
    private final MemorySegment errno;

    /** Memory for so many addresses, one after the other. */
    final MemorySegment names;

    /** The memory in which all buffers are. */
    final MemorySegment space;

    MessageVector(Arena arena, int size, int nameSize, MemorySegment space) {
        this.space = space;
        headers = arena.allocate(size * HEADER, Long.BYTES);
        vector = arena.allocate(size * BUFFER, Long.BYTES);
        names = arena.allocate((long) size * nameSize, Long.BYTES);
        errno = arena.allocate(Linker.Option.captureStateLayout());
        for (int i = 0; i < size; i++) {
            headers.set(JAVA_LONG, i * HEADER, names.address() + (long) i * nameSize);
            headers.set(JAVA_INT, i * HEADER + NAME_LENGTH, nameSize);
            headers.set(JAVA_LONG, i * HEADER + BUFFERS, vector.address() + i * BUFFER);
            headers.set(JAVA_LONG, i * HEADER + BUFFER_COUNT, 1);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, MemoryLayout... arguments) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments), ERRNO);
    }

    /** Where in the space the buffer of this entry is, and its length. */
    void buffer(int entry, long from, int length) {
        vector.set(JAVA_LONG, entry * BUFFER, space.address() + from);
        vector.set(JAVA_LONG, entry * BUFFER + BUFFER_LENGTH, length);
    }

    /** How much of its buffer the datagram took that came. */
    int length(int entry) {
        return headers.get(JAVA_INT, entry * HEADER + LENGTH);
    }

    /** Receives what is there without waiting; below zero the error. */
    int receive(int descriptor, int most) {
        try {
            return result((int) RECEIVE.invokeExact(errno, descriptor, headers.address(), most, MSG_DONTWAIT, 0L));
        } catch (Throwable e) {
            throw new IllegalStateException("recvmmsg", e);
        }
    }

    /** Sends entries and says how many left; below zero the error of the first of them. */
    int send(int descriptor, int from, int to) {
        try {
            return result((int)
                    SEND.invokeExact(errno, descriptor, headers.address() + from * HEADER, to - from, MSG_DONTWAIT));
        } catch (Throwable e) {
            throw new IllegalStateException("sendmmsg", e);
        }
    }

    private int result(int returned) {
        return returned >= 0 ? returned : -errno.get(JAVA_INT, 0);
    }
}
