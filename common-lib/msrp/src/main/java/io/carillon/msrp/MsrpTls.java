package io.carillon.msrp;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Certificates of an endpoint that speaks msrps (RFC 4975 §14). A peer is known by the fingerprint in its description
 * (§14.4, RFC 8122), so that it may have signed its certificate itself; without one, an authority must have.
 *
 * @param server as the passive side; asks for a certificate and lets the session judge it
 * @param client where an authority vouches for the peer
 * @param pinned where the fingerprint does
 * @param fingerprint of our own certificate
 */
public record MsrpTls(SslContext server, SslContext client, SslContext pinned, String fingerprint) {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /**
     * @param certificate chain, the own one first (PEM)
     * @param key PKCS#8
     * @param trust authorities; null: those of the JDK
     */
    public static MsrpTls of(Path certificate, Path key, @Nullable Path trust) throws IOException {
        try (var in = Files.newInputStream(certificate)) {
            var own = CertificateFactory.getInstance("X.509").generateCertificate(in);
            var server = SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .clientAuth(ClientAuth.OPTIONAL)
                    .protocols(PROTOCOLS)
                    .build();
            var client = client(certificate, key);
            if (trust != null) {
                client.trustManager(trust.toFile());
            }
            var pinned = client(certificate, key)
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null);
            return new MsrpTls(server, client.build(), pinned.build(), fingerprint(own, "SHA-256"));
        } catch (CertificateException e) {
            throw new IOException("Certificates for MSRP cannot be used: " + e.getMessage(), e);
        }
    }

    private static SslContextBuilder client(Path certificate, Path key) {
        return SslContextBuilder.forClient()
                .keyManager(certificate.toFile(), key.toFile())
                .protocols(PROTOCOLS);
    }

    /** As a description has it: {@code sha-256 4A:AD:…} (RFC 8122 §5). */
    static String fingerprint(Certificate certificate, String hash) throws CertificateException {
        try {
            var digest = MessageDigest.getInstance(hash).digest(certificate.getEncoded());
            return hash.toLowerCase(Locale.ROOT) + " "
                    + HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new CertificateException("no hash " + hash, e);
        }
    }

    /** Whether it is this certificate's. SHA-1 and what is older is not believed. */
    static boolean matches(String fingerprint, Certificate certificate) {
        var words = fingerprint.strip().split(" +", 2);
        var hash = words[0].toUpperCase(Locale.ROOT);
        if (words.length < 2 || !(hash.equals("SHA-256") || hash.equals("SHA-384") || hash.equals("SHA-512"))) {
            return false;
        }
        try {
            return fingerprint(certificate, hash).equalsIgnoreCase(words[0] + " " + words[1].strip());
        } catch (CertificateException e) {
            return false;
        }
    }
}
