package io.carillon.hss.provisioning;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * An uploaded file while it waits for its import. Keys stand in it, so it is encrypted under a key that is only in
 * memory: after a restart it is worth nothing to anybody, and removed.
 */
final class Spool implements AutoCloseable {
    private static final int KEY = 32;
    private static final int BLOCK = 16;

    private final Path file;
    private final SecretKeySpec key;
    private final IvParameterSpec start;

    Spool(Path file) {
        var random = new SecureRandom();
        byte[] bytes = new byte[KEY];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, "AES");
        byte[] counter = new byte[BLOCK];
        random.nextBytes(counter);
        this.start = new IvParameterSpec(counter);
        this.file = file;
    }

    /** @return how many bytes there were; IOException if there are more than allowed */
    long fill(InputStream upload, long most) throws IOException {
        long total = 0;
        try (OutputStream out = new CipherOutputStream(Files.newOutputStream(file), cipher(Cipher.ENCRYPT_MODE))) {
            byte[] buffer = new byte[1 << 16];
            for (int read = upload.read(buffer); read >= 0; read = upload.read(buffer)) {
                total += read;
                if (total > most) {
                    throw new IOException("an import has " + (most >> 20) + " MiB at most; split it");
                }
                out.write(buffer, 0, read);
            }
        }
        return total;
    }

    InputStream read() throws IOException {
        return new CipherInputStream(Files.newInputStream(file), cipher(Cipher.DECRYPT_MODE));
    }

    private Cipher cipher(int mode) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, key, start);
            return cipher;
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this JDK has no AES", absent);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
