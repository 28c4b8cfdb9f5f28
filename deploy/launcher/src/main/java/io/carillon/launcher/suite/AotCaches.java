package io.carillon.launcher.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** The flag that makes a JVM use the cache of that application, if there is one. */
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
        try (Stream<Path> caches = Files.list(folder)) {
            for (Path cache : caches.toList()) {
                boolean sameName = cache.getFileName().toString().matches(name + "-[0-9a-f]+\\.aot");
                if (sameName && !cache.equals(keep)) {
                    Files.delete(cache);
                }
            }
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
