package io.carillon.node.admin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key that signs admin tokens: HMAC-SHA-256 wants at least 256 bits (RFC 7518 §3.2). */
public final class AdminSecret {
    private static final int LEAST_BYTES = 32;

    private final byte[] key;

    private AdminSecret(byte[] key) {
        this.key = key;
    }

    /** @throws IllegalArgumentException with a message for the operator that never holds the secret itself */
    public static AdminSecret ofBase64(String text) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("it is not base64");
        }
        if (key.length < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "it holds " + key.length + " bytes where " + LEAST_BYTES + " are the least");
        }
        return new AdminSecret(key);
    }

    public static AdminSecret generate() {
        byte[] key = new byte[LEAST_BYTES];
        new SecureRandom().nextBytes(key);
        return new AdminSecret(key);
    }

    public String toBase64() {
        return Base64.getEncoder().encodeToString(key);
    }

    SecretKey key() {
        return new SecretKeySpec(key, "HmacSHA256");
    }

    /** HMAC-SHA-256 of a text that says what it is for: what all nodes of a cluster can make and nobody else. */
    public byte[] mac(String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key());
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "AdminSecret[…]";
    }
}
