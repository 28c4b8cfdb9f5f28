package io.carillon.bench.media.generator;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * Connected UDP sockets on 127.0.0.1 and an epoll over them, by the C library: a generator must be cheaper than what it
 * drives. Layouts are those of 64-bit Linux on x86, where struct epoll_event is packed.
 */
final class Phones implements AutoCloseable {
    static final int PACKET = 172;
    static final long NOTHING = -1;
    private static final int AF_INET = 2;
    private static final int DATAGRAMS_WITHOUT_WAITING = 2 | 2048;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int BUFFER = 1 << 20;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLLIN = 1;
    private static final int EVENT = 12;
    private static final int EVENTS = 256;

    private static final MemoryLayout INT = ValueLayout.JAVA_INT;
    private static final MemoryLayout LONG = ValueLayout.JAVA_LONG;
    private static final MemoryLayout ADDRESS = ValueLayout.ADDRESS;
    private static final MethodHandle SOCKET = call("socket", INT, INT, INT, INT);
    private static final MethodHandle OPTION = call("setsockopt", INT, INT, INT, INT, ADDRESS, INT);
    private static final MethodHandle BIND = call("bind", INT, INT, ADDRESS, INT);
    private static final MethodHandle CONNECT = call("connect", INT, INT, ADDRESS, INT);
    private static final MethodHandle NAME = call("getsockname", INT, INT, ADDRESS, ADDRESS);
    private static final MethodHandle EPOLL = call("epoll_create1", INT, INT);
    private static final MethodHandle ADD = call("epoll_ctl", INT, INT, INT, INT, ADDRESS);
    private static final MethodHandle WAIT = call("epoll_wait", INT, INT, ADDRESS, INT, INT);
    private static final MethodHandle SEND = call("send", LONG, INT, ADDRESS, LONG, INT);
    private static final MethodHandle RECEIVE = call("recv", LONG, INT, ADDRESS, LONG, INT);
    private static final MethodHandle CLOSE = call("close", INT, INT);

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment events = arena.allocate((long) EVENT * EVENTS, 8);
    private final MemorySegment out = arena.allocate(PACKET, 8);
    private final MemorySegment in = arena.allocate(2_048, 8);
    private final int epoll;
    private final int[] sockets;
    private final int[] ports;

    Phones(int count) throws IOException {
        epoll = checked("epoll_create1", EPOLL, 0);
        sockets = new int[count];
        ports = new int[count];
        out.fill((byte) 0x55);
        for (int i = 0; i < count; i++) {
            open(i);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    private void open(int index) throws IOException {
        int socket = checked("socket", SOCKET, AF_INET, DATAGRAMS_WITHOUT_WAITING, 0);
        var size = arena.allocateFrom(ValueLayout.JAVA_INT, BUFFER);
        checked("setsockopt", OPTION, socket, SOL_SOCKET, SO_RCVBUF, size, 4);
        var own = loopback(0);
        checked("bind", BIND, socket, own, 16);
        checked("getsockname", NAME, socket, own, arena.allocateFrom(ValueLayout.JAVA_INT, 16));
        ports[index] = (own.get(ValueLayout.JAVA_BYTE, 2) & 255) << 8 | own.get(ValueLayout.JAVA_BYTE, 3) & 255;
        events.set(ValueLayout.JAVA_INT, 0, EPOLLIN);
        events.set(ValueLayout.JAVA_LONG_UNALIGNED, 4, index);
        checked("epoll_ctl", ADD, epoll, EPOLL_CTL_ADD, socket, events);
        sockets[index] = socket;
    }

    private MemorySegment loopback(int port) {
        var address = arena.allocate(16, 8);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_INET);
        address.set(ValueLayout.JAVA_BYTE, 2, (byte) (port >> 8));
        address.set(ValueLayout.JAVA_BYTE, 3, (byte) port);
        address.set(ValueLayout.JAVA_BYTE, 4, (byte) 127);
        address.set(ValueLayout.JAVA_BYTE, 7, (byte) 1);
        return address;
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

    int count() {
        return sockets.length;
    }

    int[] ports() {
        return Arrays.copyOf(ports, ports.length);
    }

    /** From now on the phone speaks to this port of the relay, and hears nobody else. */
    void connect(int phone, int relayPort) throws IOException {
        checked("connect", CONNECT, sockets[phone], loopback(relayPort), 16);
    }

    /** One packet of PCMA that carries the time of its sending; false if the kernel refuses it. */
    boolean speak(int phone, int sequence, long now) throws IOException {
        out.set(ValueLayout.JAVA_INT_UNALIGNED, 0, Integer.reverseBytes(0x8008_0000 | sequence & 0xffff));
        out.set(ValueLayout.JAVA_INT_UNALIGNED, 4, Integer.reverseBytes(sequence * 160));
        out.set(ValueLayout.JAVA_INT_UNALIGNED, 8, Integer.reverseBytes(phone + 1));
        out.set(ValueLayout.JAVA_LONG_UNALIGNED, 12, now);
        try {
            return (long) SEND.invokeExact(sockets[phone], out, (long) PACKET, 0) == PACKET;
        } catch (Throwable e) {
            throw new IOException("send", e);
        }
    }

    /** Who hears something; waits at most so long for the first. */
    int await(int millis) throws IOException {
        try {
            return (int) WAIT.invokeExact(epoll, events, EVENTS, millis);
        } catch (Throwable e) {
            throw new IOException("epoll_wait", e);
        }
    }

    /** When the next packet of the i-th of them was sent, {@link #NOTHING} if there is none. */
    long hear(int event) throws IOException {
        int phone = (int) events.get(ValueLayout.JAVA_LONG_UNALIGNED, (long) EVENT * event + 4);
        try {
            long length = (long) RECEIVE.invokeExact(sockets[phone], in, 2_048L, 0);
            return length < 0 ? NOTHING : length < PACKET ? 0 : in.get(ValueLayout.JAVA_LONG_UNALIGNED, 12);
        } catch (Throwable e) {
            throw new IOException("recv", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (int socket : sockets) {
            checked("close", CLOSE, socket);
        }
        checked("close", CLOSE, epoll);
        arena.close();
    }
}
