package io.carillon.sip.torture;

import io.carillon.sip.peer.OpenSsl;
import io.carillon.sip.transport.TlsSettings;
import io.carillon.sip.transport.TransportSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of the test's own: the certificate that the stack shows, and who believes it. */
record Trust(TransportSettings settings, SSLContext context) {
    static Trust in(Path folder) throws IOException, GeneralSecurityException {
        var authority = OpenSsl.authority(folder);
        var own = authority.issue("home", "DNS:home.example", "IP:127.0.0.1");
        return new Trust(
                TransportSettings.STANDARD.tls(TlsSettings.of(own.certificate(), own.key(), authority.trust())),
                trusting(authority));
    }

    private static SSLContext trusting(OpenSsl authority) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(authority.trust())) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
