package io.carillon.launcher.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The records of a suite's processes: one small file each. */
public final class ProcessRecords {
    private static final String SUFFIX = ".pid";

    private final Path folder;

    public ProcessRecords(Layout layout) {
        this.folder = layout.processes();
    }

    public RecordedProcess write(String name, ProcessHandle process, String marker) {
        RecordedProcess record = RecordedProcess.of(name, process, marker);
        try {
            Files.createDirectories(folder);
            Path fresh = folder.resolve(name + ".new");
            Files.writeString(fresh, record.line());
            Files.move(fresh, file(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return record;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot record " + name + " in " + folder, e);
        }
    }

    public Optional<RecordedProcess> read(String name) {
        try {
            return Files.exists(file(name))
                    ? RecordedProcess.parse(name, Files.readString(file(name)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<RecordedProcess> all() {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .flatMap(name -> read(name).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void forget(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name) {
        return folder.resolve(name + SUFFIX);
    }
}
