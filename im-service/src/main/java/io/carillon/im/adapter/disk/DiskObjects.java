package io.carillon.im.adapter.disk;

import io.carillon.im.files.ObjectName;
import io.carillon.im.files.ObjectStore;
import io.carillon.im.store.StoreAway;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A file an object, below one folder; written beside it first and moved, so that no half object is ever seen. */
public final class DiskObjects implements ObjectStore {
    private static final String UNFINISHED = ".part";

    private final Path root;

    /** @param root for several nodes: a folder that they share */
    public DiskObjects(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    private Path file(ObjectName name) {
        var file = root.resolve(name.value()).normalize();
        if (!file.startsWith(root)) {
            throw new IllegalArgumentException("no name of an object");
        }
        return file;
    }

    @Override
    public void put(ObjectName name, byte[] content) {
        var file = file(name);
        try {
            Files.createDirectories(file.getParent());
            var fresh = file.resolveSibling(UUID.randomUUID() + UNFINISHED);
            try (var channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var octets = ByteBuffer.wrap(content);
                while (octets.hasRemaining()) {
                    channel.write(octets);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StoreAway("objects: " + e);
        }
    }

    @Override
    public Optional<byte[]> get(ObjectName name) {
        try {
            return Optional.of(Files.readAllBytes(file(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreAway("objects: " + e);
        }
    }

    @Override
    public void delete(ObjectName name) {
        var file = file(name);
        try {
            Files.deleteIfExists(file);
            // The folder goes with the last object in it; a busy one stays.
            try (var rest = Files.list(file.getParent())) {
                if (rest.findAny().isEmpty()) {
                    Files.deleteIfExists(file.getParent());
                }
            }
        } catch (NoSuchFileException | java.nio.file.DirectoryNotEmptyException e) {
            return;
        } catch (IOException e) {
            throw new StoreAway("objects: " + e);
        }
    }

    @Override
    public List<Stored> below(ObjectName name) {
        var folder = file(name);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(UNFINISHED))
                    .sorted()
                    .flatMap(file -> stored(file).stream())
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new StoreAway("objects: " + e);
        }
    }

    private Optional<Stored> stored(Path file) {
        try {
            var name = new ObjectName(root.relativize(file).toString().replace('\\', '/'));
            return Optional.of(new Stored(
                    name, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // deleted while we looked
        } catch (IOException e) {
            throw new StoreAway("objects: " + e);
        }
    }
}
