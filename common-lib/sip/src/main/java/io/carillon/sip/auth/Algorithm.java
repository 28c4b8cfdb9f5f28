package io.carillon.sip.auth;

import java.util.Optional;

/** Digest algorithms (RFC 7616, RFC 8760, RFC 3310, RFC 4169), strongest first. */
public enum Algorithm {
    SHA_512_256("SHA-512-256", "SHA-512/256"),
    SHA_256("SHA-256", "SHA-256"),
    AKAV2_MD5("AKAv2-MD5", "MD5"),
    AKAV1_MD5("AKAv1-MD5", "MD5"),
    MD5("MD5", "MD5");

    private final String token;
    private final String hash;

    Algorithm(String token, String hash) {
        this.token = token;
        this.hash = hash;
    }

    /** As it is written in the algorithm parameter. */
    public String token() {
        return token;
    }

    /** The JCA name of its hash. */
    String hash() {
        return hash;
    }

    public boolean isAka() {
        return this == AKAV1_MD5 || this == AKAV2_MD5;
    }

    public static Optional<Algorithm> of(String token) {
        for (var algorithm : values()) {
            if (algorithm.token.equalsIgnoreCase(token)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
