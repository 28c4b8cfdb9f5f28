package io.carillon.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Unpacked server binaries, shared by everything this user runs: MariaDB alone is 365 MB, so unpacking it
 * once for each module's tests would cost more than the tests.
 */
final class BinaryCache {
    @FunctionalInterface
    interface Unpacking {
        void into(Path folder) throws IOException;
    }

    private BinaryCache() {}

    /** The folder of that name, filled by {@code unpacking} if no JVM has done so yet. */
    static Path folder(String name, Unpacking unpacking) {
        Path folder = root().resolve(name);
        try {
            Files.createDirectories(folder);
            Path done = folder.resolve(".complete");
            synchronized (BinaryCache.class) {
                try (FileChannel channel = FileChannel.open(
                                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    if (lock.isValid() && Files.notExists(done)) {
                        unpacking.into(folder);
                        Files.createFile(done);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + name + " into " + folder, e);
        }
        return folder;
    }

    private static Path root() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path caches = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return caches.resolve("carillon");
    }
}
