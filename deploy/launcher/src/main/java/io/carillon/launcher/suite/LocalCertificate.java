package io.carillon.launcher.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The certificate that the border shows on TLS and WSS when nobody gave it another: made by the JDK's keytool at the
 * first start and signed by itself, so that phones trust it by its file. Guarded by the secrets' folder.
 */
final class LocalCertificate {
    private static final String ALIAS = "sbc";
    private static final long PATIENCE_SECONDS = 30;

    private final Path folder;
    private final String domain;
    private final String host;

    /** @param host the address at which phones find the border */
    LocalCertificate(Layout layout, String domain, String host) {
        this.folder = layout.secrets();
        this.domain = domain;
        this.host = host;
    }

    /** The border's settings with it. */
    Map<String, String> environment() {
        var certificate = folder.resolve("sbc-" + host.replace(':', '_') + ".pem");
        var key = folder.resolve("sbc-" + host.replace(':', '_') + ".key");
        synchronized (LocalCertificate.class) {
            if (Files.notExists(certificate)) {
                make(certificate, key);
            }
        }
        return Map.of(
                "CARILLON_SIP_TLS_IDENTITIES_0_CERTIFICATE",
                certificate.toString(),
                "CARILLON_SIP_TLS_IDENTITIES_0_KEY",
                key.toString());
    }

    private void make(Path certificate, Path key) {
        var password = HexFormat.of().formatHex(SecureRandom.getSeed(16));
        var store = folder.resolve("sbc.p12");
        try {
            Secrets.open(folder);
            Files.deleteIfExists(store);
            Files.deleteIfExists(key);
            keytool(store, password);
            var made = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(store)) {
                made.load(in, password.toCharArray());
            }
            Key secret = made.getKey(ALIAS, password.toCharArray());
            Secrets.write(key, pem("PRIVATE KEY", secret.getEncoded()));
            Secrets.write(
                    certificate, pem("CERTIFICATE", made.getCertificate(ALIAS).getEncoded()));
            Files.deleteIfExists(store);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a certificate in " + folder, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a certificate in " + folder, e);
        }
    }

    private void keytool(Path store, String password) throws IOException {
        var name = "sbc." + domain;
        var builder = new ProcessBuilder(
                        Path.of(JavaFlags.java()).resolveSibling("keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "825",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name + ",ip:" + host,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass:env",
                        "PASSWORD")
                .redirectErrorStream(true);
        builder.environment().put("PASSWORD", password); // not on the command line, which everybody can read
        var process = builder.start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("keytool has not ended after " + PATIENCE_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException(
                        "keytool: " + new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static byte[] pem(String what, byte[] der) {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
