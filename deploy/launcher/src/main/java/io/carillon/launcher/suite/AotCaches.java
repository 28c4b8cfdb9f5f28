package io.carillon.launcher.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * AOT caches (JEP 483, 514) by what they were trained with: the JVM ignores a cache without a word when a jar, a flag
 * or the JDK differs, so each state of those has a cache of its own.
 */
final class AotCaches {
    private final Path folder;

    AotCaches(Layout layout) {
        this.folder = layout.aotCaches();
    }

    /**
     * The flag that makes a JVM use the cache of that application, if there is one.
     *
     * @param flags all of the command line that was the same in training
     */
    List<String> flags(String name, Path jar, List<String> flags) {
        return usable(name, jar, flags)
                .map(cache -> List.of("-XX:AOTCache=" + cache))
                .orElse(List.of());
    }

    Optional<Path> usable(String name, Path jar, List<String> flags) {
        return JavaFlags.forbidCaches()
                ? Optional.empty()
                : Optional.of(file(name, jar, flags)).filter(Files::exists);
    }

    Path file(String name, Path jar, List<String> flags) {
        List<String> parts = new ArrayList<>(flags);
        parts.add(jar.toString());
        parts.add(Fingerprint.of(jar));
        parts.add(System.getProperty("java.vm.version"));
        parts.add(System.getProperty("java.home"));
        return folder.resolve(name + "-" + Fingerprint.of(parts) + ".aot");
    }

    /** Removes what was trained for other states of that application. */
    void removeOthers(String name, Path keep) {
        remove(cache -> cache.getFileName().toString().matches(name + "-[0-9a-f]+\\.aot") && !cache.equals(keep));
    }

    /** Removes what a training left that was stopped half way. */
    void removeUnfinished() {
        remove(file -> file.getFileName().toString().contains(".fresh"));
    }

    private void remove(Predicate<Path> unwanted) {
        remove(folder(), unwanted);
    }

    static void remove(Path folder, Predicate<Path> unwanted) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(unwanted).toList().forEach(Applications::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whoever makes something here does so alone, and others wait for its end: what is half made lies here too. */
    FileChannel alone() {
        try {
            FileChannel channel =
                    FileChannel.open(folder().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
