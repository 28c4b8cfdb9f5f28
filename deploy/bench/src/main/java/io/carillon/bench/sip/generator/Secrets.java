package io.carillon.bench.sip.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The key store of one measurement: worth nothing, for it is gone when the measurement ends. */
public final class Secrets {
    public static final String ALIAS = "bench";
    public static final String PASSWORD = "only-for-this-run";

    private Secrets() {}

    public static Path store(Path folder) {
        return folder.resolve("bench.p12");
    }

    public static KeyStore load(Path folder) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (var file = Files.newInputStream(store(folder))) {
            keys.load(file, PASSWORD.toCharArray());
        }
        return keys;
    }

    /** Shows the certificate and trusts nobody else. */
    static SSLContext context(Path folder) throws IOException {
        try {
            var keys = load(folder);
            var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys, PASSWORD.toCharArray());
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
