package io.carillon.ipsec;

import java.util.Arrays;
import java.util.Optional;

/** Encryption algorithms by their names in {@code ealg} (TS 33.203 Annex H). */
public enum Encryption {
    NULL("null"),
    DES_EDE3_CBC("des-ede3-cbc"),
    AES_CBC("aes-cbc"),
    AES_GCM("aes-gcm");

    private final String text;

    Encryption(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static Optional<Encryption> of(String text) {
        return Arrays.stream(values())
                .filter(each -> each.text.equalsIgnoreCase(text))
                .findFirst();
    }
}
