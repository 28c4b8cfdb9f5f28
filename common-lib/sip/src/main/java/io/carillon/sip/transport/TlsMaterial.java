package io.carillon.sip.transport;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Certificates, keys, authorities and revocations as they were read at one moment. */
record TlsMaterial(@Nullable SslContext server, Map<String, SslContext> byName, SslContext client) {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    static TlsMaterial read(TlsSettings settings) throws IOException, GeneralSecurityException {
        var trust = trust(settings);
        var byName = new LinkedHashMap<String, SslContext>();
        SslContext first = null;
        for (var identity : settings.identities()) {
            var context = SslContextBuilder.forServer(
                            identity.certificate().toFile(), identity.key().toFile())
                    .trustManager(trust)
                    .clientAuth(clientAuth(settings.clients()))
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOLS)
                    .build();
            first = first == null ? context : first;
            var own = certificates(identity.certificate()).getFirst();
            PeerIdentity.of(own).domains().forEach(name -> byName.putIfAbsent(name, context));
        }
        return new TlsMaterial(first, Map.copyOf(byName), client(settings, trust));
    }

    private static SslContext client(TlsSettings settings, TrustManagerFactory trust) throws IOException {
        var builder = SslContextBuilder.forClient()
                .trustManager(trust)
                .sslProvider(SslProvider.JDK)
                .protocols(PROTOCOLS)
                .endpointIdentificationAlgorithm(null); // SIP has its own rule, RFC 5922 §7
        if (!settings.identities().isEmpty()) {
            var self = settings.identities().getFirst();
            builder.keyManager(self.certificate().toFile(), self.key().toFile());
        }
        return builder.build();
    }

    private static ClientAuth clientAuth(TlsSettings.Clients clients) {
        return switch (clients) {
            case ANYBODY -> ClientAuth.NONE;
            case CERTIFICATE_WANTED -> ClientAuth.OPTIONAL;
            case CERTIFICATE_NEEDED -> ClientAuth.REQUIRE;
        };
    }

    private static TrustManagerFactory trust(TlsSettings settings) throws IOException, GeneralSecurityException {
        var file = settings.trust();
        var factory = TrustManagerFactory.getInstance("PKIX");
        if (file == null && (settings.revoked() != null || settings.ocsp())) {
            throw new GeneralSecurityException("revocation is looked at only below authorities that are given (trust)");
        }
        if (file == null) {
            factory.init((KeyStore) null);
            return factory;
        }
        var authorities = KeyStore.getInstance(KeyStore.getDefaultType());
        authorities.load(null, null);
        for (var certificate : certificates(file)) {
            authorities.setCertificateEntry("authority-" + authorities.size(), certificate);
        }
        var path = new PKIXBuilderParameters(authorities, new X509CertSelector());
        path.setRevocationEnabled(false);
        var revoked = settings.revoked();
        if (revoked != null || settings.ocsp()) {
            path.setRevocationEnabled(true);
            var checker =
                    (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
            checker.setOptions(options(revoked != null));
            path.addCertPathChecker(checker);
        }
        if (revoked != null) {
            path.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(revocations(revoked))));
        }
        factory.init(new CertPathTrustManagerParameters(path));
        return factory;
    }

    /** A list that we hold decides; a responder that is away does not stop calls. */
    private static EnumSet<PKIXRevocationChecker.Option> options(boolean lists) {
        return lists
                ? EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK)
                : EnumSet.of(PKIXRevocationChecker.Option.SOFT_FAIL);
    }

    private static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        var found = new ArrayList<X509Certificate>();
        try (var in = Files.newInputStream(file)) {
            for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                found.add((X509Certificate) each);
            }
        }
        if (found.isEmpty()) {
            throw new GeneralSecurityException("No certificate in " + file);
        }
        return found;
    }

    private static Collection<? extends CRL> revocations(Path file) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCRLs(in);
        }
    }

    /** The certificate for a name that a client asks for, a wildcard's also; the first one for any other. */
    @Nullable
    SslContext forName(@Nullable String name) {
        if (name == null) {
            return server;
        }
        var lower = name.toLowerCase(Locale.ROOT);
        var exact = byName.get(lower);
        if (exact != null) {
            return exact;
        }
        int dot = lower.indexOf('.');
        var wild = dot < 0 ? null : byName.get("*" + lower.substring(dot));
        return wild != null ? wild : server;
    }
}
