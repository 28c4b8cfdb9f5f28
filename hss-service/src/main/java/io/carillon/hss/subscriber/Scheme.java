package io.carillon.hss.subscriber;

import java.util.Optional;

/** How a subscriber proves who it is: the SIP-Authentication-Scheme of TS 29.229 §6.3.9. */
public enum Scheme {
    AKA("Digest-AKAv1-MD5"),
    DIGEST("SIP Digest"),
    /** By the line of his access (TS 33.203 Annex R). */
    NASS_BUNDLED("NASS-Bundled"),
    /** By the address that his access network has given him (TS 33.203 Annex T). */
    EARLY_IMS("Early-IMS-Security");

    private final String text;

    Scheme(String text) {
        this.text = text;
    }

    /** As Cx writes it. */
    public String text() {
        return text;
    }

    public static Optional<Scheme> of(String text) {
        for (Scheme each : values()) {
            if (each.text.equalsIgnoreCase(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
