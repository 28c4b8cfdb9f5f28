package io.carillon.ipsec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One value of Security-Client, Security-Server or Security-Verify (RFC 3329 §2.2, TS 33.203 Annex H).
 *
 * @param name such as ipsec-3gpp
 * @param params in the order they came, names in lower case
 */
public record SecurityMechanism(String name, Map<String, String> params) {
    public static final String IPSEC = "ipsec-3gpp";
    private static final int MOST_PARAMS = 16;

    public SecurityMechanism {
        params = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }

    /** What ipsec-3gpp negotiates: the algorithms, and where the side that says it is. */
    public record Ipsec(Suite suite, Ends ends) {}

    /** Security parameter indexes and protected ports of one side; c for its client port, s for its server port. */
    public record Ends(long spiC, long spiS, int portC, int portS) {
        public Ends {
            if (spiC < 256 || spiC > 0xffff_ffffL || spiS < 256 || spiS > 0xffff_ffffL || spiC == spiS) {
                throw new IllegalArgumentException(
                        "Bad security parameter index"); // RFC 4303 §2.1: 1 to 255 are reserved
            }
            if (portC < 1 || portC > 65_535 || portS < 1 || portS > 65_535 || portC == portS) {
                throw new IllegalArgumentException("Bad protected port");
            }
        }
    }

    /** Values without the q that this one adds. */
    public static SecurityMechanism ipsec(Suite suite, Ends ends) {
        var params = new LinkedHashMap<String, String>();
        params.put("alg", suite.integrity().text());
        params.put("ealg", suite.encryption().text());
        params.put("prot", "esp");
        params.put("mod", "trans");
        params.put("spi-c", Long.toString(ends.spiC()));
        params.put("spi-s", Long.toString(ends.spiS()));
        params.put("port-c", Integer.toString(ends.portC()));
        params.put("port-s", Integer.toString(ends.portS()));
        return new SecurityMechanism(IPSEC, params);
    }

    /** @param q 0.001 to 1, higher is preferred (RFC 3329 §2.2) */
    public SecurityMechanism preferred(double q) {
        var more = new LinkedHashMap<String, String>();
        more.put("q", String.format(Locale.ROOT, "%.3f", q));
        more.putAll(params);
        return new SecurityMechanism(name, more);
    }

    /** @throws IllegalArgumentException if it is none */
    public static SecurityMechanism parse(String text) {
        var parts = text.split(";", MOST_PARAMS + 2);
        if (parts.length > MOST_PARAMS + 1 || parts[0].isBlank()) {
            throw new IllegalArgumentException("Not a security mechanism");
        }
        var params = new LinkedHashMap<String, String>();
        for (var part : List.of(parts).subList(1, parts.length)) {
            int equals = part.indexOf('=');
            var key = (equals < 0 ? part : part.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
            var value = equals < 0 ? "" : part.substring(equals + 1).strip();
            if (params.put(key, value) != null) {
                throw new IllegalArgumentException("Twice: " + key);
            }
        }
        return new SecurityMechanism(parts[0].strip().toLowerCase(Locale.ROOT), params);
    }

    /** What it says if it is ipsec-3gpp in ESP transport mode with algorithms that are known; empty for all else. */
    public Optional<Ipsec> ipsec() {
        if (!name.equals(IPSEC)
                || !param("prot", "esp").equalsIgnoreCase("esp")
                || !param("mod", "trans").equalsIgnoreCase("trans")) {
            return Optional.empty();
        }
        try {
            var integrity = Integrity.of(param("alg", "")).orElseThrow(IllegalArgumentException::new);
            var encryption = Encryption.of(param("ealg", "null")).orElseThrow(IllegalArgumentException::new);
            var ends = new Ends(
                    Long.parseLong(param("spi-c", "")),
                    Long.parseLong(param("spi-s", "")),
                    Integer.parseInt(param("port-c", "")),
                    Integer.parseInt(param("port-s", "")));
            return Optional.of(new Ipsec(new Suite(integrity, encryption), ends));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String param(String key, String usual) {
        return params.getOrDefault(key, usual);
    }

    /** The same whatever the order and case: what bidding-down is told by (RFC 3329 §2.3.1). */
    public boolean matches(SecurityMechanism other) {
        return name.equals(other.name) && folded().equals(other.folded());
    }

    private Map<String, String> folded() {
        var folded = new java.util.TreeMap<String, String>();
        params.forEach((key, value) -> folded.put(key, value.toLowerCase(Locale.ROOT)));
        return folded;
    }

    @Override
    public String toString() {
        var text = new StringBuilder(name);
        params.forEach((key, value) -> {
            text.append(';').append(key);
            if (!value.isEmpty()) {
                text.append('=').append(value);
            }
        });
        return text.toString();
    }
}
