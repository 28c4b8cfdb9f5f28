package io.carillon.bench.sip.generator;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** One connection, plain or under TLS: messages are gathered until the next flush and cut at Content-Length. */
final class Link implements AutoCloseable {
    /** Hears each message; the array changes with the next one. */
    interface Hearer {
        void message(byte[] message, int length);
    }

    private static final int ROOM = 1 << 20;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final byte[] LENGTH = Text.ascii("\r\nContent-Length: ");

    private final SocketChannel channel;
    private final @Nullable SSLEngine tls;
    private final ByteBuffer out = ByteBuffer.allocate(ROOM);
    private final ByteBuffer in = ByteBuffer.allocate(ROOM);
    private final ByteBuffer cipherOut = ByteBuffer.allocateDirect(ROOM);
    private final ByteBuffer cipherIn = ByteBuffer.allocateDirect(ROOM);
    private final byte[] message = new byte[8_192];

    /** @param tls ready to shake hands, which is done here; null for plain TCP */
    Link(SocketChannel channel, @Nullable SSLEngine tls) throws IOException {
        this.channel = channel;
        this.tls = tls;
        channel.configureBlocking(true);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (tls != null) {
            shakeHands(tls);
        }
        channel.configureBlocking(false);
    }

    SocketChannel channel() {
        return channel;
    }

    private void shakeHands(SSLEngine engine) throws IOException {
        engine.beginHandshake();
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> {
                    engine.wrap(NOTHING, cipherOut);
                    write(cipherOut);
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!unwrap(engine)) {
                        read(cipherIn);
                    }
                }
                case NEED_TASK -> engine.getDelegatedTask().run();
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    /** False if there is no whole record. */
    private boolean unwrap(SSLEngine engine) throws IOException {
        cipherIn.flip();
        try {
            return switch (engine.unwrap(cipherIn, in).getStatus()) {
                case OK -> true;
                case BUFFER_UNDERFLOW, BUFFER_OVERFLOW -> false;
                case CLOSED -> throw new EOFException("The server ended TLS");
            };
        } finally {
            cipherIn.compact();
        }
    }

    private int read(ByteBuffer into) throws IOException {
        int count = channel.read(into);
        if (count < 0) {
            throw new EOFException("The server closed a connection");
        }
        return count;
    }

    /** Writes what is in the buffer, as far as the socket takes it. */
    private void write(ByteBuffer from) throws IOException {
        from.flip();
        channel.write(from);
        from.compact();
    }

    void send(Text text) throws IOException {
        if (out.remaining() < text.length) {
            flush();
        }
        out.put(text.bytes, 0, text.length);
    }

    void flush() throws IOException {
        var engine = tls;
        if (engine == null) {
            if (out.position() > 0) {
                write(out);
            }
            return;
        }
        out.flip();
        while (out.hasRemaining() && cipherOut.remaining() > engine.getSession().getPacketBufferSize()) {
            engine.wrap(out, cipherOut);
        }
        out.compact();
        if (cipherOut.position() > 0) {
            write(cipherOut);
        }
    }

    /** Gives what has come to the hearer; says how many messages. */
    int receive(Hearer hearer) throws IOException {
        var engine = tls;
        if (engine == null) {
            read(in);
        } else {
            read(cipherIn);
            while (cipherIn.position() > 0 && unwrap(engine)) {
                // every whole record
            }
        }
        return cut(hearer);
    }

    private int cut(Hearer hearer) {
        int messages = 0;
        int from = 0;
        for (int end = end(from); end > 0; end = end(from)) {
            System.arraycopy(in.array(), from, message, 0, end - from);
            hearer.message(message, end - from);
            from = end;
            messages++;
        }
        in.flip().position(from);
        in.compact();
        return messages;
    }

    /** Where the message that begins at {@code from} ends, 0 if it is not whole yet. */
    private int end(int from) {
        var bytes = in.array();
        int body = 0;
        for (int at = from; at + 3 < in.position(); at++) {
            if (bytes[at] != '\r') {
                continue;
            }
            if (bytes[at + 2] == '\r') {
                int end = at + 4 + body;
                return end <= in.position() ? end : 0;
            }
            if (bytes[at + 2] == 'C' && startsWith(bytes, at, in.position())) {
                body = number(bytes, at + LENGTH.length);
            }
        }
        return 0;
    }

    private static boolean startsWith(byte[] bytes, int at, int to) {
        if (at + LENGTH.length >= to) {
            return false;
        }
        for (int i = 0; i < LENGTH.length; i++) {
            if (bytes[at + i] != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] bytes, int from) {
        int value = 0;
        for (int at = from; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            value = value * 10 + bytes[at] - '0';
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
