package io.carillon.launcher.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What runs: copies of what was built, unpacked, under a name of their own for each build. A build may go on beside a
 * running suite, and extracted jars are what AOT caches can cover.
 */
final class Applications {
    private final Layout layout;

    Applications(Layout layout) {
        this.layout = layout;
    }

    /** The runnable jar of that role, unpacked if this build was not yet. */
    Path jar(Role role) {
        Path built = built(layout.home().resolve(role.module()), role.artifact());
        Path folder = layout.application(role.text()).resolve(Fingerprint.of(built));
        Path jar = folder.resolve(built.getFileName());
        if (Files.notExists(jar)) {
            unpack(built, folder);
        }
        return jar;
    }

    boolean unpacked(Role role) {
        Path built = built(layout.home().resolve(role.module()), role.artifact());
        return Files.exists(layout.application(role.text()).resolve(Fingerprint.of(built)));
    }

    /** The launcher itself, whose jar names its libraries beside it. */
    Path launcherJar() {
        Path target = layout.home().resolve("deploy/launcher");
        Path built = built(target, "carillon-launcher");
        Path folder = layout.application("launcher").resolve(launcherState(built));
        Path jar = folder.resolve(built.getFileName());
        if (Files.notExists(jar)) {
            copy(built, folder);
        }
        return jar;
    }

    /** Our own libraries beside the launcher change without a change of their names. */
    private static String launcherState(Path built) {
        try (Stream<Path> libraries = Files.list(built.resolveSibling("lib"))) {
            return Fingerprint.of(Stream.concat(
                            Stream.of(built),
                            libraries
                                    .filter(library ->
                                            library.getFileName().toString().startsWith("carillon-"))
                                    .sorted())
                    .map(Fingerprint::of)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what earlier builds left, once nothing of it runs. */
    void removeOthers(String name, Path jar) {
        Path keep = jar.getParent();
        try (Stream<Path> folders = Files.list(layout.application(name))) {
            folders.filter(folder -> !folder.equals(keep)).forEach(Applications::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path built(Path module, String artifact) {
        Path jar = module.resolve("target").resolve(artifact + ".jar");
        if (Files.notExists(jar)) {
            throw new SuiteException(jar + " is not built; ./ims up builds it, or ./mvnw -DskipTests package");
        }
        return jar;
    }

    private static void unpack(Path built, Path folder) {
        Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
        try {
            delete(unfinished);
            Files.createDirectories(unfinished.getParent());
            BootJar.extract(built, unfinished);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + built, e);
        }
    }

    private static void copy(Path built, Path folder) {
        Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
        try (Stream<Path> libraries = Files.list(built.resolveSibling("lib"))) {
            delete(unfinished);
            Path target = Files.createDirectories(unfinished.resolve("lib"));
            for (Path library : libraries.toList()) {
                Files.copy(library, target.resolve(library.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
            Files.copy(built, unfinished.resolve(built.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> contents = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : contents) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
