package io.carillon.im.adapter.fastdfs;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * One request and its response, on a connection of its own. Both begin with the length of what follows (8 octets), the
 * command and the status (an errno); texts of fixed length end with zeros.
 */
final class FastDfsCall {
    static final int GROUP_OCTETS = 16;
    private static final int RESPONSE = 100;
    private static final int LARGEST_ANSWER = 64 << 20;
    private static final int NOT_THERE = 2;

    /** ENOENT: what is asked for is not there. */
    static final class NotThere extends IOException {
        private static final long serialVersionUID = 1L;

        NotThere() {
            super("no such file");
        }
    }

    private final int command;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private FastDfsCall(int command) {
        this.command = command;
    }

    static FastDfsCall of(int command) {
        return new FastDfsCall(command);
    }

    FastDfsCall octet(int value) {
        body.write(value);
        return this;
    }

    FastDfsCall number(long value) {
        body.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    FastDfsCall octets(byte[] octets) {
        body.writeBytes(octets);
        return this;
    }

    FastDfsCall text(String text) {
        return octets(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Of a length that the protocol knows. */
    FastDfsCall text(String text, int length) {
        return octets(Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length));
    }

    byte[] ask(InetSocketAddress server, Duration deadline) throws IOException {
        int millis = Math.toIntExact(deadline.toMillis());
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHostString(), server.getPort()), millis);
            socket.setSoTimeout(millis);
            var head = ByteBuffer.allocate(10)
                    .putLong(body.size())
                    .put((byte) command)
                    .put((byte) 0)
                    .array();
            socket.getOutputStream().write(head);
            body.writeTo(socket.getOutputStream());
            return answer(new DataInputStream(socket.getInputStream()));
        }
    }

    private static byte[] answer(DataInputStream in) throws IOException {
        long length = in.readLong();
        int kind = in.readUnsignedByte();
        int status = in.readUnsignedByte();
        if (status == NOT_THERE) {
            throw new NotThere();
        }
        if (kind != RESPONSE || status != 0) {
            throw new IOException("command " + kind + ", status " + status);
        }
        if (length < 0 || length > LARGEST_ANSWER) {
            throw new IOException("an answer of " + length + " octets");
        }
        var octets = in.readNBytes((int) length);
        if (octets.length < length) {
            throw new IOException("an answer that breaks off");
        }
        return octets;
    }
}
