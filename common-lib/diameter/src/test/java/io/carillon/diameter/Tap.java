package io.carillon.diameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** Stands between a client and a server on loopback and keeps all octets as a capture file (libpcap, raw IPv4). */
final class Tap implements Closeable {
    private static final int RAW_IP = 101;
    private static final int CLIENT_PORT = 50_000;
    private static final int SERVER_PORT = 3868;

    private final ServerSocket listener = new ServerSocket(0, 5, Samples.loopback());
    private final ByteArrayOutputStream capture = new ByteArrayOutputStream();
    private final int[] sequence = {1, 1};
    private final Thread relay;

    Tap(InetSocketAddress server) throws IOException {
        var header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(RAW_IP);
        capture.write(header.array());
        relay = Thread.ofVirtual().start(() -> relay(server));
    }

    PeerAddress address(String name) {
        return new PeerAddress(Net.node(name).host(), "127.0.0.1", listener.getLocalPort());
    }

    /** When both ends have hung up. */
    void save(Path file) throws IOException, InterruptedException {
        assertThat(relay.join(Duration.ofSeconds(20))).as("hung up").isTrue();
        synchronized (capture) {
            Files.write(file, capture.toByteArray());
        }
    }

    private void relay(InetSocketAddress address) {
        try (var client = listener.accept();
                var server = new Socket(address.getAddress(), address.getPort())) {
            var back = Thread.ofVirtual().start(() -> copy(server, client, 1));
            copy(client, server, 0);
            back.join();
        } catch (IOException | InterruptedException e) {
            return;
        }
    }

    private void copy(Socket from, Socket to, int direction) {
        try {
            var buffer = new byte[32_768];
            for (int read = from.getInputStream().read(buffer);
                    read > 0;
                    read = from.getInputStream().read(buffer)) {
                record(Arrays.copyOf(buffer, read), direction);
                to.getOutputStream().write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            return;
        }
    }

    private void record(byte[] payload, int direction) throws IOException {
        synchronized (capture) {
            int length = 40 + payload.length;
            var packet = ByteBuffer.allocate(16 + length).order(ByteOrder.LITTLE_ENDIAN);
            packet.putInt(0).putInt(sequence[0] + sequence[1]).putInt(length).putInt(length);
            packet.order(ByteOrder.BIG_ENDIAN);
            packet.putInt(0x4500_0000 | length)
                    .putInt(0)
                    .putInt(0x4006_0000)
                    .putInt(0x7f00_0001)
                    .putInt(0x7f00_0001);
            boolean up = direction == 0;
            packet.putShort((short) (up ? CLIENT_PORT : SERVER_PORT))
                    .putShort((short) (up ? SERVER_PORT : CLIENT_PORT));
            packet.putInt(sequence[direction]).putInt(sequence[1 - direction]);
            packet.putInt(0x5018_ffff).putInt(0).put(payload);
            sequence[direction] += payload.length;
            capture.write(packet.array());
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
