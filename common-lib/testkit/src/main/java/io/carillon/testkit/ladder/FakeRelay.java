package io.carillon.testkit.ladder;

import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgMessage;
import io.carillon.sdp.ng.NgValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;

/** A media relay's control socket: NG commands come, the test answers them. */
public final class FakeRelay implements AutoCloseable {
    private final Lane lane;
    private final DatagramSocket socket;

    FakeRelay(Ladder ladder, String name) {
        this.lane = ladder.lane(name);
        try {
            this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ladder.at(address(), name);
        Thread.ofVirtual().name("relay").start(this::listen);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    private void listen() {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        while (!socket.isClosed()) {
            try {
                packet.setLength(65_535);
                socket.receive(packet);
            } catch (IOException e) {
                continue;
            }
            take(NgMessage.decode(Arrays.copyOf(packet.getData(), packet.getLength())), packet.getSocketAddress());
        }
    }

    private void take(NgMessage message, SocketAddress from) {
        var command = NgCommand.from(message.body());
        if (lane.isNews("in " + message.cookie())) {
            lane.came(
                    new Arrow(lane.ladder().node(), lane.name(), command.name()),
                    new ReceivedCommand(this, command, message.cookie(), from));
        }
    }

    private void send(String cookie, NgValue.Dict body, SocketAddress to) {
        var bytes = new NgMessage(cookie, body).encode();
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next thing this relay sees must be this command. */
    public ReceivedCommand receives(String command) {
        return (ReceivedCommand)
                lane.next(lane.ladder().node(), lane.name(), command).message();
    }

    @Override
    public void close() {
        socket.close();
    }

    /** A command that waits for the test's answer. */
    public record ReceivedCommand(FakeRelay relay, NgCommand command, String cookie, SocketAddress from) {
        /** The answer "ok" with a description. */
        public void answers(String sdp) {
            answers(NgValue.Dict.builder().put("result", "ok").put("sdp", sdp).build(), "ok");
        }

        public void answersOk() {
            answers(NgValue.Dict.builder().put("result", "ok").build(), "ok");
        }

        public void refuses(String reason) {
            answers(
                    NgValue.Dict.builder()
                            .put("result", "error")
                            .put("error-reason", reason)
                            .build(),
                    "error");
        }

        private void answers(NgValue.Dict body, String label) {
            relay.lane.went(new Arrow(relay.lane.name(), relay.lane.ladder().node(), label));
            relay.send(cookie, body, from);
        }
    }
}
