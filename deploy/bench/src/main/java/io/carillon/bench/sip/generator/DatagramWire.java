package io.carillon.bench.sip.generator;

import java.io.IOException;
import java.lang.foreign.Arena;

/** UDP: one socket for all callers, one for all called. */
final class DatagramWire implements Wire {
    private final NativeDatagrams callers;
    private final NativeDatagrams called;
    private final Arena arena = Arena.ofConfined();
    private final Poll poll;
    private final byte[] buffer = new byte[8_192];

    DatagramWire() throws IOException {
        callers = NativeDatagrams.onLoopback();
        called = NativeDatagrams.onLoopback();
        poll = new Poll(arena, callers.descriptor(), called.descriptor());
    }

    @Override
    public int callerPort() {
        return callers.port();
    }

    @Override
    public int calledPort() {
        return called.port();
    }

    @Override
    public void target(int port) {
        callers.target(port);
        called.target(port);
    }

    @Override
    public void fromCaller(Text message) throws IOException {
        callers.send(message.bytes, message.length);
    }

    @Override
    public void fromCalled(Text message) throws IOException {
        called.send(message.bytes, message.length);
    }

    @Override
    public int turn(Receiver receiver) throws IOException {
        callers.flush();
        called.flush();
        int toCalled = called.receive();
        for (int i = 0; i < toCalled; i++) {
            receiver.called(buffer, called.take(i, buffer));
        }
        called.flush();
        int toCallers = callers.receive();
        for (int i = 0; i < toCallers; i++) {
            receiver.caller(buffer, callers.take(i, buffer));
        }
        callers.flush();
        return toCallers + toCalled;
    }

    @Override
    public void await(int millis) throws IOException {
        poll.await(millis);
    }

    @Override
    public void close() throws IOException {
        callers.close();
        called.close();
        arena.close();
    }
}
