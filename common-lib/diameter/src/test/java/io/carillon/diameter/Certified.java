package io.carillon.diameter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of a test's own, by the JDK's keytool. */
final class Certified {
    private static final String PASSWORD = "of-a-test";

    private final Path folder;
    private final String name;
    private final KeyStore authority;

    private Certified(Path folder, String name, KeyStore authority) {
        this.folder = folder;
        this.name = name;
        this.authority = authority;
    }

    static Certified by(Path folder, String name) throws Exception {
        var file = folder.resolve(name + ".p12");
        keytool(file, "-genkeypair", "-alias", name, "-dname", "CN=" + name, "-keyalg", "EC", "-ext", "bc:c");
        return new Certified(folder, name, load(file));
    }

    /** Shows a certificate with these DNS names, trusts the authority and nobody else. */
    SSLContext context(String... hosts) throws Exception {
        return showing(this, hosts);
    }

    /** Trusts this authority, shows a certificate of another one. */
    SSLContext showing(Certified issuer, String... hosts) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(issuer.issue(hosts).getKeyManagers(), trust().getTrustManagers(), null);
        return context;
    }

    private KeyManagerFactory issue(String... hosts) throws Exception {
        var own = Files.createTempDirectory(folder, "own").resolve("own.p12");
        Files.copy(folder.resolve(name + ".p12"), own);
        var names = new ArrayList<String>();
        for (var host : hosts) {
            names.add("dns:" + host);
        }
        keytool(
                own,
                "-genkeypair",
                "-alias",
                "own",
                "-signer",
                name,
                "-dname",
                "CN=peer",
                "-keyalg",
                "EC",
                "-ext",
                "san=" + String.join(",", names));
        keytool(own, "-delete", "-alias", name);
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(load(own), PASSWORD.toCharArray());
        return keys;
    }

    /** Trusts the authority and shows nothing. */
    SSLContext nobody() throws GeneralSecurityException, IOException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust().getTrustManagers(), null);
        return context;
    }

    private TrustManagerFactory trust() throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", authority.getCertificate(name));
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        return trust;
    }

    private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    private static void keytool(Path store, String... words) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(said);
        }
    }
}
