package io.carillon.stores;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether it is worth loading Testcontainers at all. */
final class DockerEngine {
    private static final boolean ANSWERS = probe();

    private DockerEngine() {}

    static boolean answers() {
        return ANSWERS;
    }

    private static boolean probe() {
        String host = System.getenv("DOCKER_HOST");
        if (host != null && !host.isBlank() && !host.startsWith("unix://")) {
            return true; // Testcontainers finds out the rest
        }
        Path socket =
                Path.of(host == null || host.isBlank() ? "/var/run/docker.sock" : host.substring("unix://".length()));
        if (Files.notExists(socket)) {
            return false;
        }
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false; // a socket that a stopped engine left behind
        }
    }
}
