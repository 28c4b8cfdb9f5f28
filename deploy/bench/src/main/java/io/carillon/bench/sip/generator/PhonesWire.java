package io.carillon.bench.sip.generator;

import java.io.IOException;
import java.lang.foreign.Arena;

/** UDP with one socket for all phones, each with an address of its own: a border tells phones by their addresses. */
final class PhonesWire implements Wire {
    private final NativeDatagrams phones = NativeDatagrams.onAnyAddress();
    private final Arena arena = Arena.ofConfined();
    private final Poll poll;
    private final byte[] buffer = new byte[8_192];
    private int speaker;

    PhonesWire() throws IOException {
        poll = new Poll(arena, phones.descriptor(), phones.descriptor());
    }

    @Override
    public int callerPort() {
        return phones.port();
    }

    @Override
    public int calledPort() {
        return phones.port();
    }

    @Override
    public void target(int port) {
        phones.target(port);
    }

    @Override
    public void speaker(int user) {
        speaker = PhoneAddress.of(user);
    }

    @Override
    public void fromCaller(Text message) throws IOException {
        phones.send(message.bytes, message.length, speaker);
    }

    @Override
    public void fromCalled(Text message) throws IOException {
        phones.send(message.bytes, message.length, 0);
    }

    @Override
    public int turn(Receiver receiver) throws IOException {
        phones.flush();
        int count = phones.receive();
        for (int i = 0; i < count; i++) {
            int length = phones.take(i, buffer);
            if (length > 4 && buffer[0] == 'S' && buffer[1] == 'I' && buffer[2] == 'P' && buffer[3] == '/') {
                receiver.caller(buffer, length);
            } else {
                receiver.called(buffer, length);
            }
        }
        phones.flush();
        return count;
    }

    @Override
    public void await(int millis) throws IOException {
        poll.await(millis);
    }

    @Override
    public void close() throws IOException {
        phones.close();
        arena.close();
    }
}
