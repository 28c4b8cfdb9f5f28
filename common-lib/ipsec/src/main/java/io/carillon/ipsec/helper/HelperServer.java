package io.carillon.ipsec.helper;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Semaphore;
import jdk.net.ExtendedSocketOptions;

/** Takes requests at a UNIX socket that only its owner and group may open: one line, one answer, at most 16 at a time. */
final class HelperServer implements AutoCloseable {
    private static final int MOST_AT_ONCE = 16;
    private static final long PATIENCE_MILLIS = 2_000;

    private final Path path;
    private final Installed installed;
    private final ServerSocketChannel server;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final String permitted;

    /** @param permitted the only user, beside the helper's own, who is heard */
    HelperServer(Path path, Installed installed, String permitted) throws IOException {
        this.path = path;
        this.installed = installed;
        this.permitted = permitted;
        Files.deleteIfExists(path);
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
    }

    /** Until closed. */
    void serve() throws IOException {
        while (server.isOpen()) {
            places.acquireUninterruptibly();
            var channel = server.accept();
            Thread.ofVirtual().start(() -> {
                try (channel) {
                    converse(channel);
                } catch (IOException e) {
                    System.err.println("A conversation ended: " + e.getMessage());
                } finally {
                    places.release();
                }
            });
        }
    }

    private void converse(SocketChannel channel) throws IOException {
        var user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        if (!user.equals(permitted) && !user.equals(System.getProperty("user.name"))) {
            throw new IOException("refused to user " + user);
        }
        var answer = answer(line(channel));
        channel.write(ByteBuffer.wrap((answer + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    /** Who does not end the line in time is cut off. */
    private static String line(SocketChannel channel) throws IOException {
        var buffer = ByteBuffer.allocate(HelperRequest.LONGEST);
        var watch = Thread.ofVirtual().start(() -> closeLate(channel));
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw new IOException("the line did not end");
                }
                if (buffer.get(buffer.position() - 1) == '\n') {
                    return new String(buffer.array(), 0, buffer.position() - 1, StandardCharsets.US_ASCII);
                }
            }
            throw new IOException("line too long");
        } finally {
            watch.interrupt();
        }
    }

    private static void closeLate(SocketChannel channel) {
        try {
            Thread.sleep(PATIENCE_MILLIS);
            channel.close();
        } catch (InterruptedException | IOException e) {
            return; // it has come, or is closed already
        }
    }

    private String answer(String line) {
        try {
            installed.perform(HelperRequest.parse(line));
            return "ok";
        } catch (IllegalArgumentException | IOException e) {
            var reason = String.valueOf(e.getMessage());
            return reason.substring(0, Math.min(reason.length(), 150)).replace('\n', ' ');
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
    }
}
