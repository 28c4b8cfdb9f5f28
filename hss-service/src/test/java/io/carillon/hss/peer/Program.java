package io.carillon.hss.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Another's program in a folder of its own; what it says goes to a file. */
record Program(Process process, Path output) implements AutoCloseable {

    /** Skips the test where the file is missing; with CI=true that is a failure. */
    static void need(String file, String debianPackage) {
        boolean there = Files.exists(Path.of(file));
        String message = file + " is missing (Debian package " + debianPackage + ")";
        assertThat(there || !"true".equals(System.getenv("CI"))).as(message).isTrue();
        assumeTrue(there, message);
    }

    static Program start(Path folder, String name, List<String> command) {
        Path output = folder.resolve(name + ".out");
        try {
            return new Program(
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start(),
                    output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file from the test's resources, with the words between at signs filled in. */
    static void write(Path file, String resource, Map<String, Object> words) {
        try (InputStream source = Objects.requireNonNull(Program.class.getResourceAsStream(resource))) {
            String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
            for (var word : words.entrySet()) {
                text = text.replace('@' + word.getKey() + '@', word.getValue().toString());
            }
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String said() {
        try {
            return Files.readString(output, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
