package io.carillon.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The checkout that the suite runs in. */
final class SourceTree {
    private SourceTree() {}

    /** The nearest folder above that has the wrapper: tests may run from the module or from the root. */
    static Path root() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "no checkout of Carillon at or above " + Path.of("").toAbsolutePath());
    }

    /** The compiled main classes of every module: target/classes one or two folders deep. */
    static List<Path> mainClasses() {
        var root = root();
        try (var folders = Files.walk(root, 2)) {
            return folders.map(folder -> folder.resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
