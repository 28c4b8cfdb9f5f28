package io.carillon.im.adapter.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands before Redis, and keeps back its answers until so many commands have come: who waits for each waits in vain. */
final class LateRedis implements AutoCloseable {
    private final InetSocketAddress redis;
    private final ServerSocket door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private int missing;

    LateRedis(InetSocketAddress redis) throws IOException {
        this.redis = redis;
        Thread.ofVirtual().start(this::letIn);
    }

    int port() {
        return door.getLocalPort();
    }

    /** From now on. */
    synchronized void answersAfter(int commands) {
        missing = commands;
    }

    private void letIn() {
        try {
            while (true) {
                var client = door.accept();
                var server = new Socket(redis.getAddress(), redis.getPort());
                Thread.ofVirtual().start(() -> pump(client, server, this::counted));
                Thread.ofVirtual().start(() -> pump(server, client, this::awaited));
            }
        } catch (IOException closed) {
            return;
        }
    }

    /** What is done with octets before they go on. */
    private interface Gate {
        void passes(byte[] octets, int length);
    }

    private static void pump(Socket from, Socket to, Gate gate) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            var octets = new byte[8_192];
            for (int length = in.read(octets); length >= 0; length = in.read(octets)) {
                gate.passes(octets, length);
                out.write(octets, 0, length);
            }
        } catch (IOException closed) {
            return;
        }
    }

    /** A command begins with an asterisk at the beginning of a line, and nothing in those of these tests does so. */
    private synchronized void counted(byte[] octets, int length) {
        for (int i = 0; i < length; i++) {
            if (octets[i] == '*' && (i == 0 || octets[i - 1] == '\n')) {
                missing--;
            }
        }
        notifyAll();
    }

    private synchronized void awaited(byte[] octets, int length) {
        try {
            while (missing > 0) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
