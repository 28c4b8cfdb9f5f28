package io.carillon.sip.transport;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The SIP domains that a certificate stands for (RFC 5922 §7.1): its sip URIs if it has any, else its DNS names, and the
 * addresses for peers that are known by address only. Wildcards do not match (§7.2).
 */
record PeerIdentity(Set<String> domains) {
    static final PeerIdentity NONE = new PeerIdentity(Set.of());

    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;

    static PeerIdentity of(X509Certificate certificate) {
        Collection<List<?>> names;
        try {
            names = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            return NONE;
        }
        if (names == null) {
            return new PeerIdentity(commonName(certificate));
        }
        var sip = new LinkedHashSet<String>();
        var dns = new LinkedHashSet<String>();
        var addresses = new LinkedHashSet<String>();
        for (var name : names) {
            if (!(name.get(0) instanceof Integer kind) || !(name.get(1) instanceof String value)) {
                continue;
            }
            switch (kind) {
                case URI -> sipDomain(value, sip);
                case DNS -> dns.add(value.toLowerCase(Locale.ROOT));
                case IP -> addresses.add(value.toLowerCase(Locale.ROOT));
                default -> {}
            }
        }
        addresses.addAll(sip.isEmpty() ? dns : sip);
        return new PeerIdentity(addresses);
    }

    /** Only a URI without a user names a domain; one with a user names somebody in it. */
    private static void sipDomain(String uri, Set<String> into) {
        var lower = uri.toLowerCase(Locale.ROOT);
        if (lower.startsWith("sip:") && lower.indexOf('@') < 0) {
            into.add(lower.substring(4));
        }
    }

    private static Set<String> commonName(X509Certificate certificate) {
        for (var part : certificate.getSubjectX500Principal().getName().split(",")) {
            if (part.regionMatches(true, 0, "CN=", 0, 3)) {
                return Set.of(part.substring(3).toLowerCase(Locale.ROOT));
            }
        }
        return Set.of();
    }

    boolean proves(String domain) {
        return domains.contains(domain.toLowerCase(Locale.ROOT));
    }
}
