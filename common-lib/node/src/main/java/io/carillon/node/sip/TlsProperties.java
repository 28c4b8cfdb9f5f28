package io.carillon.node.sip;

import io.carillon.sip.transport.TlsSettings;
import io.carillon.sip.transport.TlsSettings.Clients;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * TLS of the SIP listening points; all files are PEM and are read again when they change.
 *
 * @param identities certificates with their keys; the first is shown to clients that ask for no name. Without one the
 *     node does not listen on TLS and WSS
 * @param trust certificates of authorities; without it those of the JDK
 * @param clients whether a client has to show a certificate: anybody, certificate-wanted, certificate-needed
 * @param revoked revocation lists (CRL)
 * @param ocsp asks OCSP responders where there is no list
 * @param verifyNames whether a server that we connect to must prove the name we look for (RFC 5922 §7.3)
 * @param reload how often the files are looked at
 */
@Validated
@ConfigurationProperties("carillon.sip.tls")
public record TlsProperties(
        @DefaultValue List<@Valid Identity> identities,
        @Nullable Path trust,
        @DefaultValue("anybody") Clients clients,
        @Nullable Path revoked,
        @DefaultValue("false") boolean ocsp,
        @DefaultValue("true") boolean verifyNames,
        @DefaultValue("10s") Duration reload) {

    /**
     * @param certificate the chain, the own one first
     * @param key PKCS#8, not encrypted
     */
    public record Identity(
            @NotNull Path certificate, @NotNull Path key) {}

    boolean serves() {
        return !identities.isEmpty();
    }

    /** Empty for a node without any TLS. */
    Optional<TlsSettings> settings() {
        if (identities.isEmpty() && trust == null) {
            return Optional.empty();
        }
        return Optional.of(new TlsSettings(
                identities.stream()
                        .map(each -> new TlsSettings.Identity(each.certificate(), each.key()))
                        .toList(),
                trust,
                clients,
                revoked,
                ocsp,
                verifyNames,
                reload));
    }
}
