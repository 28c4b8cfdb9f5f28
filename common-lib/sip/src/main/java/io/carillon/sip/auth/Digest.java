package io.carillon.sip.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The hashes of Digest with qop "auth" or none (RFC 7616 §3.4, RFC 8760, RFC 2617). */
public final class Digest {
    /** Hashes that have seen nothing, to be copied: looking a provider up for each of them takes longer than to hash. */
    private static final Map<Algorithm, MessageDigest> FRESH = new EnumMap<>(Algorithm.class);

    static {
        for (var algorithm : Algorithm.values()) {
            FRESH.put(algorithm, fresh(algorithm));
        }
    }

    private Digest() {}

    /** H(user:realm:password) in hex: worth as much as the password. */
    public static String ha1(Algorithm algorithm, String username, String realm, String password) {
        return ha1(algorithm, username, realm, password.getBytes(StandardCharsets.UTF_8));
    }

    /** As above for a password that is no text: RES in AKA (RFC 3310 §3.3). */
    public static String ha1(Algorithm algorithm, String username, String realm, byte[] password) {
        var hash = hash(algorithm);
        hash.update((username + ":" + realm + ":").getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash.digest(password));
    }

    /** The response that the client of these credentials should have sent. */
    public static String response(Credentials credentials, String method, String ha1) {
        return keyed(credentials, ha1, hex(credentials.algorithm(), method + ":" + credentials.uri()));
    }

    private static String keyed(Credentials given, String ha1, String ha2) {
        var data = given.qop().isEmpty()
                ? ha1 + ":" + given.nonce() + ":" + ha2
                : ha1 + ":" + given.nonce() + ":" + given.header().value("nc").orElse("") + ":"
                        + given.cnonce().orElse("") + ":" + given.qop().get() + ":" + ha2;
        return hex(given.algorithm(), data);
    }

    /**
     * True if the credentials were made with this HA1 for this method. The caller checks the rest: that the nonce is
     * its own and not stale, that nc was not seen before, and that the algorithm is the one it asked for.
     */
    public static boolean verify(Credentials credentials, String method, String ha1) {
        var qop = credentials.qop();
        boolean complete = qop.isEmpty()
                || (qop.get().equalsIgnoreCase("auth")
                        && credentials.nc() >= 0
                        && credentials.cnonce().isPresent());
        return complete
                && MessageDigest.isEqual(
                        ascii(response(credentials, method, ha1)),
                        ascii(credentials.response().toLowerCase(java.util.Locale.ROOT)));
    }

    /**
     * The Authentication-Info value that proves to the client that the server knows the secret too (RFC 7616 §3.5);
     * empty for credentials without qop.
     */
    public static Optional<String> authenticationInfo(Credentials credentials, String ha1, Optional<String> nextNonce) {
        if (credentials.qop().isEmpty()) {
            return Optional.empty();
        }
        var info = AuthHeader.of("");
        if (nextNonce.isPresent()) {
            info = info.withQuoted("nextnonce", nextNonce.get());
        }
        return Optional.of(info.with("qop", "auth")
                .withQuoted("rspauth", rspauth(credentials, ha1))
                .withQuoted("cnonce", credentials.cnonce().orElse(""))
                .with("nc", credentials.header().value("nc").orElse(""))
                .toString());
    }

    /** As the response, but with A2 = ":" uri. */
    static String rspauth(Credentials credentials, String ha1) {
        return keyed(credentials, ha1, hex(credentials.algorithm(), ":" + credentials.uri()));
    }

    private static String hex(Algorithm algorithm, String data) {
        return HexFormat.of().formatHex(hash(algorithm).digest(data.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest hash(Algorithm algorithm) {
        try {
            return (MessageDigest) FRESH.get(algorithm).clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Every JDK's hashes can be copied", e);
        }
    }

    private static MessageDigest fresh(Algorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.hash());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + algorithm.hash(), e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
