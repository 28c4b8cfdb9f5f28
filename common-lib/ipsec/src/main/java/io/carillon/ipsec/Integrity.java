package io.carillon.ipsec;

import java.util.Arrays;
import java.util.Optional;

/** Integrity algorithms by their names in {@code alg} (TS 33.203 Annex H). */
public enum Integrity {
    HMAC_MD5_96("hmac-md5-96"),
    HMAC_SHA_1_96("hmac-sha-1-96"),
    AES_GMAC("aes-gmac"),
    /** Only beside AES-GCM, which protects by itself. */
    NULL("null");

    private final String text;

    Integrity(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static Optional<Integrity> of(String text) {
        return Arrays.stream(values())
                .filter(each -> each.text.equalsIgnoreCase(text))
                .findFirst();
    }
}
