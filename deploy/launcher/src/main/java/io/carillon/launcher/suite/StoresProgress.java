package io.carillon.launcher.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the JVM of the stores tells the command that waits for it: a file of lines. */
public final class StoresProgress {
    private final Path file;

    public StoresProgress(Layout layout) {
        this.file = layout.run().resolve("stores.progress");
    }

    public void ready(String store, String address) {
        append("ready " + store + " " + address);
    }

    public void failed(Throwable cause) {
        StringBuilder why = new StringBuilder(String.valueOf(cause.getMessage()));
        for (Throwable deeper = cause.getCause(); deeper != null; deeper = deeper.getCause()) {
            why.append(": ").append(deeper.getMessage());
        }
        append("failed " + why.toString().replace('\n', ' '));
    }

    void reset() {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stores that are there, with their addresses. */
    Map<String, String> ready() {
        return lines().stream()
                .map(line -> line.split(" ", 3))
                .filter(words -> words.length == 3 && words[0].equals("ready"))
                .collect(Collectors.toMap(words -> words[1], words -> words[2], (first, again) -> again));
    }

    Optional<String> failure() {
        return lines().stream()
                .filter(line -> line.startsWith("failed "))
                .map(line -> line.substring("failed ".length()))
                .findFirst();
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void append(String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
