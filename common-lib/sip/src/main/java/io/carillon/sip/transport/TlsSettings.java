package io.carillon.sip.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.2 and 1.3 of a stack (RFC 3261 §26.3, RFC 5922). All files are PEM and are read again when they change.
 *
 * @param identities who we are; the first is shown where no name is asked for, the others by their names (SNI), and the
 *     first is the client's as well
 * @param trust certificates of authorities; without it those of the JDK
 * @param clients whether a client must show a certificate
 * @param revoked revocation lists (CRL); with it every certificate below an authority must be covered by one
 * @param ocsp asks OCSP responders, or takes the stapled answer, where no list is given; no
 *     answer is no refusal, but a certificate that names no responder is refused
 * @param verifyNames whether the server of a connection that we open must prove the name we look for
 * @param reload how often the files are looked at
 */
public record TlsSettings(
        List<Identity> identities,
        @Nullable Path trust,
        Clients clients,
        @Nullable Path revoked,
        boolean ocsp,
        boolean verifyNames,
        Duration reload) {

    /** A certificate chain, the own one first, and its key (PKCS#8). */
    public record Identity(Path certificate, Path key) {}

    /** What a client has to show. */
    public enum Clients {
        ANYBODY,
        CERTIFICATE_WANTED,
        CERTIFICATE_NEEDED
    }

    /** A client that trusts these authorities and has no certificate. */
    public static TlsSettings trusting(Path trust) {
        return new TlsSettings(List.of(), trust, Clients.ANYBODY, null, false, true, Duration.ofSeconds(10));
    }

    /** A server with one certificate, for clients without one. */
    public static TlsSettings of(Path certificate, Path key, @Nullable Path trust) {
        return new TlsSettings(
                List.of(new Identity(certificate, key)),
                trust,
                Clients.ANYBODY,
                null,
                false,
                true,
                Duration.ofSeconds(10));
    }

    public TlsSettings clients(Clients value) {
        return new TlsSettings(identities, trust, value, revoked, ocsp, verifyNames, reload);
    }

    public TlsSettings revoked(Path value) {
        return new TlsSettings(identities, trust, clients, value, ocsp, verifyNames, reload);
    }

    public TlsSettings ocsp(boolean value) {
        return new TlsSettings(identities, trust, clients, revoked, value, verifyNames, reload);
    }

    public TlsSettings identities(List<Identity> value) {
        return new TlsSettings(value, trust, clients, revoked, ocsp, verifyNames, reload);
    }

    public TlsSettings reload(Duration value) {
        return new TlsSettings(identities, trust, clients, revoked, ocsp, verifyNames, value);
    }
}
