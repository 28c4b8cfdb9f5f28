package io.carillon.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The C library's sockets for generators, which must be cheaper than what they drive. Layouts and numbers are those of
 * 64-bit Linux on x86.
 */
public final class SystemCalls {
    public static final MemoryLayout INT = ValueLayout.JAVA_INT;
    public static final MemoryLayout LONG = ValueLayout.JAVA_LONG;
    public static final MemoryLayout POINTER = ValueLayout.ADDRESS;
    /** Bytes of a struct sockaddr_in. */
    public static final int ADDRESS = 16;

    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_NONBLOCK = 2048;
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUF = 7;
    private static final int SO_RCVBUF = 8;
    private static final MethodHandle SOCKET = function("socket", INT, INT, INT, INT);
    private static final MethodHandle OPTION = function("setsockopt", INT, INT, INT, INT, POINTER, INT);
    private static final MethodHandle BIND = function("bind", INT, INT, POINTER, INT);
    private static final MethodHandle NAME = function("getsockname", INT, INT, POINTER, POINTER);
    private static final MethodHandle CLOSE = function("close", INT, INT);

    private SystemCalls() {}

    /** A function of the C library, to be called by {@code invokeExact} where calls are many. */
    @SuppressWarnings("restricted")
    public static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    /**
     * Calls a function whose result is below zero when it failed.
     *
     * @throws IOException if it failed
     */
    public static int checked(String name, MethodHandle function, Object... arguments) throws IOException {
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

    /** A UDP socket that never waits, with buffers of that many bytes, on a free port of 127.0.0.1; its descriptor. */
    public static int datagramSocket(Arena arena, int buffer) throws IOException {
        return datagramSocket(arena, buffer, loopback(arena, 0));
    }

    /** The same on a free port of every address. */
    public static int datagramSocketOnAnyAddress(Arena arena, int buffer) throws IOException {
        var any = loopback(arena, 0);
        any.set(ValueLayout.JAVA_INT, 4, 0);
        return datagramSocket(arena, buffer, any);
    }

    private static int datagramSocket(Arena arena, int buffer, MemorySegment address) throws IOException {
        int socket = checked("socket", SOCKET, AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
        var size = arena.allocateFrom(ValueLayout.JAVA_INT, buffer);
        checked("setsockopt", OPTION, socket, SOL_SOCKET, SO_RCVBUF, size, Integer.BYTES);
        checked("setsockopt", OPTION, socket, SOL_SOCKET, SO_SNDBUF, size, Integer.BYTES);
        checked("bind", BIND, socket, address, ADDRESS);
        return socket;
    }

    public static int portOf(Arena arena, int socket) throws IOException {
        var own = loopback(arena, 0);
        checked("getsockname", NAME, socket, own, arena.allocateFrom(ValueLayout.JAVA_INT, ADDRESS));
        return Byte.toUnsignedInt(own.get(ValueLayout.JAVA_BYTE, 2)) << 8
                | Byte.toUnsignedInt(own.get(ValueLayout.JAVA_BYTE, 3));
    }

    /** A struct sockaddr_in with 127.0.0.1. */
    public static MemorySegment loopback(Arena arena, int port) {
        var address = arena.allocate(ADDRESS, Long.BYTES);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_INET);
        address.set(ValueLayout.JAVA_BYTE, 4, (byte) 127);
        address.set(ValueLayout.JAVA_BYTE, 7, (byte) 1);
        port(address, port);
        return address;
    }

    /** Writes the port of a struct sockaddr_in. */
    public static void port(MemorySegment address, int port) {
        address.set(ValueLayout.JAVA_BYTE, 2, (byte) (port >> 8));
        address.set(ValueLayout.JAVA_BYTE, 3, (byte) port);
    }

    public static void close(int descriptor) throws IOException {
        checked("close", CLOSE, descriptor);
    }
}
