package io.carillon.ipsec;

import java.util.ArrayList;
import java.util.List;

/** A pair of algorithms that work together (TS 33.203 §7.1). */
public record Suite(Integrity integrity, Encryption encryption) {
    /**
     * In the order in which a P-CSCF prefers them, all pairs that handsets ship. The combined modes are offered where
     * they are asked for.
     */
    public static final List<Suite> USUAL = usual();

    public static final Suite AES_GCM = new Suite(Integrity.NULL, Encryption.AES_GCM);
    public static final Suite AES_GMAC = new Suite(Integrity.AES_GMAC, Encryption.NULL);

    public Suite {
        boolean combined = encryption == Encryption.AES_GCM;
        if (combined != (integrity == Integrity.NULL)) {
            throw new IllegalArgumentException(integrity + " does not go with " + encryption);
        }
        if (integrity == Integrity.AES_GMAC && encryption != Encryption.NULL) {
            throw new IllegalArgumentException("AES-GMAC is integrity without encryption");
        }
    }

    private static List<Suite> usual() {
        var suites = new ArrayList<Suite>();
        for (var encryption : List.of(Encryption.AES_CBC, Encryption.DES_EDE3_CBC, Encryption.NULL)) {
            for (var integrity : List.of(Integrity.HMAC_SHA_1_96, Integrity.HMAC_MD5_96)) {
                suites.add(new Suite(integrity, encryption));
            }
        }
        return List.copyOf(suites);
    }

    /** As {@code alg/ealg}, such as hmac-sha-1-96/aes-cbc. @throws IllegalArgumentException if it is none */
    public static Suite parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("Not a pair of algorithms: " + text);
        }
        return new Suite(
                Integrity.of(text.substring(0, slash))
                        .orElseThrow(() -> new IllegalArgumentException("Unknown integrity algorithm in " + text)),
                Encryption.of(text.substring(slash + 1))
                        .orElseThrow(() -> new IllegalArgumentException("Unknown encryption algorithm in " + text)));
    }

    @Override
    public String toString() {
        return integrity.text() + "/" + encryption.text();
    }
}
