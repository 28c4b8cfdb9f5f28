package io.carillon.bench.sip;

import io.carillon.bench.BenchException;
import io.carillon.bench.Workplace;
import io.carillon.bench.sip.generator.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A key and a self-signed certificate for 127.0.0.1 and a name, made for one measurement. */
public final class OwnCertificate {
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private OwnCertificate() {}

    public static Path certificate(Path folder) {
        return folder.resolve("certificate.pem");
    }

    public static Path key(Path folder) {
        return folder.resolve("key.pem");
    }

    /** Makes it in the folder of the measurement, as PKCS#12 and as PEM. */
    public static void make(Workplace place, String name) throws IOException {
        var folder = place.folder();
        var process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        Secrets.ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1,dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        Secrets.store(folder).toString(),
                        "-storepass",
                        Secrets.PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new BenchException("keytool makes no certificate");
            }
            var keys = Secrets.load(folder);
            write(certificate(folder), "CERTIFICATE", encoded(keys.getCertificate(Secrets.ALIAS)));
            write(key(folder), "PRIVATE KEY", encoded(keys.getKey(Secrets.ALIAS, Secrets.PASSWORD.toCharArray())));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static byte[] encoded(Certificate certificate) throws GeneralSecurityException {
        return certificate.getEncoded();
    }

    private static byte[] encoded(Key key) {
        return key.getEncoded();
    }

    private static void write(Path file, String kind, byte[] encoded) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n" + PEM.encodeToString(encoded) + "\n-----END " + kind + "-----\n");
    }
}
