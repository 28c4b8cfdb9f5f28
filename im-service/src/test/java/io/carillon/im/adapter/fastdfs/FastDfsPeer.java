package io.carillon.im.adapter.fastdfs;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A tracker and its one storage server at one port, as the protocol's description has them: requests in, octets out. */
final class FastDfsPeer implements AutoCloseable {
    private static final int RESPONSE = 100;
    private static final int NOT_THERE = 2;
    private static final int INVALID = 22;
    private static final int GROUP = 16;

    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final ServerSocket server;

    FastDfsPeer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("fastdfs").start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket open) {
        try (var socket = open) {
            var in = new DataInputStream(socket.getInputStream());
            long length = in.readLong();
            int command = in.readUnsignedByte();
            in.readUnsignedByte();
            var body = in.readNBytes((int) length);
            socket.getOutputStream().write(answer(command, ByteBuffer.wrap(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] answer(int command, ByteBuffer body) {
        return switch (command) {
            case 101 -> body.hasRemaining() ? response(INVALID) : response(0, storage(), new byte[] {0});
            case 102, 103 -> {
                text(body, GROUP);
                yield files.containsKey(text(body, body.remaining())) ? response(0, storage()) : response(NOT_THERE);
            }
            case 11 -> uploaded(body);
            case 12 -> {
                text(body, GROUP);
                yield response(files.remove(text(body, body.remaining())) == null ? NOT_THERE : 0);
            }
            case 14 -> downloaded(body);
            default -> response(INVALID);
        };
    }

    private byte[] uploaded(ByteBuffer body) {
        body.get();
        long size = body.getLong();
        text(body, 6);
        if (size != body.remaining()) {
            return response(INVALID);
        }
        var content = new byte[body.remaining()];
        body.get(content);
        var name = "M00/00/00/" + UUID.randomUUID();
        files.put(name, content);
        return response(0, fixed("group1", GROUP), name.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] downloaded(ByteBuffer body) {
        long from = body.getLong();
        long length = body.getLong();
        text(body, GROUP);
        byte[] content = files.get(text(body, body.remaining()));
        return from != 0 || length != 0 || content == null ? response(NOT_THERE) : response(0, content);
    }

    private byte[] storage() {
        var port = ByteBuffer.allocate(8).putLong(server.getLocalPort()).array();
        return joined(fixed("group1", GROUP), fixed("127.0.0.1", 15), port);
    }

    private static byte[] fixed(String text, int length) {
        return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length);
    }

    private static String text(ByteBuffer body, int length) {
        var octets = new byte[length];
        body.get(octets);
        return new String(octets, StandardCharsets.US_ASCII).replace("\0", "");
    }

    private static byte[] response(int status, byte[]... parts) {
        var body = joined(parts);
        var head = ByteBuffer.allocate(10)
                .putLong(body.length)
                .put((byte) RESPONSE)
                .put((byte) status)
                .array();
        return joined(head, body);
    }

    private static byte[] joined(byte[]... parts) {
        var whole = new ByteArrayOutputStream();
        for (var part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
