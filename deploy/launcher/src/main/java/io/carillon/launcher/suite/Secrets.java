package io.carillon.launcher.suite;

import io.carillon.node.admin.AdminSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** What the nodes share and nobody else may know: made at the first start, readable by their owner only. */
public final class Secrets {
    private static final int KEY_BYTES = 32;

    private final Path folder;

    public Secrets(Layout layout) {
        this.folder = layout.secrets();
    }

    /** Signs admin tokens. */
    public AdminSecret admin() {
        return AdminSecret.ofBase64(read("admin"));
    }

    String adminText() {
        return read("admin");
    }

    /** Seals the keys of subscribers in the HSS's database. */
    String hssMasterKey() {
        return read("hss-master-key");
    }

    private String read(String name) {
        try {
            open(folder);
            Path file = folder.resolve(name);
            if (Files.notExists(file)) {
                create(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep secrets in " + folder, e);
        }
    }

    /** Makes the folder, which only its owner may enter. */
    static void open(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void create(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        write(file, Base64.getEncoder().encode(key));
    }

    /** A new file that only its owner may read. */
    static void write(Path file, byte[] content) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(java.nio.ByteBuffer.wrap(content));
        }
    }
}
