package io.carillon.bench.sip.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Nonces that carry the time they were made and a hash that only this server can make: nothing to remember. */
final class Nonces {
    private static final long LIFE_SECONDS = 300;
    private static final int TIME_DIGITS = 8;

    private final MessageDigest fresh = md5();
    private final String secret = UUID.randomUUID().toString();

    String next() {
        return of(System.currentTimeMillis() / 1_000);
    }

    private String of(long second) {
        var time = HexFormat.of().toHexDigits(second, TIME_DIGITS);
        return time + HexFormat.of().formatHex(hash().digest((time + secret).getBytes(StandardCharsets.US_ASCII)));
    }

    boolean isFresh(String nonce) {
        if (nonce.length() <= TIME_DIGITS) {
            return false;
        }
        long made = HexFormat.fromHexDigitsToLong(nonce, 0, TIME_DIGITS);
        return of(made).equals(nonce) && System.currentTimeMillis() / 1_000 - made < LIFE_SECONDS;
    }

    /** A copy: looking a provider up takes longer than to hash. */
    private MessageDigest hash() {
        try {
            return (MessageDigest) fresh.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Every JDK's MD5 can be copied", e);
        }
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
    }
}
