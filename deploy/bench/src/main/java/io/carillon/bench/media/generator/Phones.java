package io.carillon.bench.media.generator;

import io.carillon.bench.SystemCalls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/** Connected UDP sockets on 127.0.0.1 and an epoll over them, whose struct epoll_event is packed on x86. */
final class Phones implements AutoCloseable {
    static final int PACKET = 172;
    static final long NOTHING = -1;
    private static final int BUFFER = 1 << 20;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLLIN = 1;
    private static final int EVENT = 12;
    private static final int EVENTS = 256;

    private static final MethodHandle CONNECT =
            SystemCalls.function("connect", SystemCalls.INT, SystemCalls.INT, SystemCalls.POINTER, SystemCalls.INT);
    private static final MethodHandle EPOLL = SystemCalls.function("epoll_create1", SystemCalls.INT, SystemCalls.INT);
    private static final MethodHandle ADD = SystemCalls.function(
            "epoll_ctl", SystemCalls.INT, SystemCalls.INT, SystemCalls.INT, SystemCalls.INT, SystemCalls.POINTER);
    private static final MethodHandle WAIT = SystemCalls.function(
            "epoll_wait", SystemCalls.INT, SystemCalls.INT, SystemCalls.POINTER, SystemCalls.INT, SystemCalls.INT);
    private static final MethodHandle SEND = SystemCalls.function(
            "send", SystemCalls.LONG, SystemCalls.INT, SystemCalls.POINTER, SystemCalls.LONG, SystemCalls.INT);
    private static final MethodHandle RECEIVE = SystemCalls.function(
            "recv", SystemCalls.LONG, SystemCalls.INT, SystemCalls.POINTER, SystemCalls.LONG, SystemCalls.INT);

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment events = arena.allocate((long) EVENT * EVENTS, 8);
    private final MemorySegment out = arena.allocate(PACKET, 8);
    private final MemorySegment in = arena.allocate(2_048, 8);
    private final int epoll;
    private final int[] sockets;
    private final int[] ports;

    Phones(int count) throws IOException {
        epoll = SystemCalls.checked("epoll_create1", EPOLL, 0);
        sockets = new int[count];
        ports = new int[count];
        out.fill((byte) 0x55);
        for (int i = 0; i < count; i++) {
            open(i);
        }
    }

    private void open(int index) throws IOException {
        int socket = SystemCalls.datagramSocket(arena, BUFFER);
        ports[index] = SystemCalls.portOf(arena, socket);
        events.set(ValueLayout.JAVA_INT, 0, EPOLLIN);
        events.set(ValueLayout.JAVA_LONG_UNALIGNED, 4, index);
        SystemCalls.checked("epoll_ctl", ADD, epoll, EPOLL_CTL_ADD, socket, events);
        sockets[index] = socket;
    }

    int count() {
        return sockets.length;
    }

    int[] ports() {
        return Arrays.copyOf(ports, ports.length);
    }

    /** From now on the phone speaks to this port of the relay, and hears nobody else. */
    void connect(int phone, int relayPort) throws IOException {
        SystemCalls.checked(
                "connect", CONNECT, sockets[phone], SystemCalls.loopback(arena, relayPort), SystemCalls.ADDRESS);
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
            SystemCalls.close(socket);
        }
        SystemCalls.close(epoll);
        arena.close();
    }
}
