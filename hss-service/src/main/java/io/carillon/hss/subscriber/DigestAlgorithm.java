package io.carillon.hss.subscriber;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/** What a SIP digest may be made with (RFC 8760). */
public enum DigestAlgorithm {
    MD5("MD5"),

    @JsonProperty("SHA-256")
    SHA_256("SHA-256");

    private final String text;

    DigestAlgorithm(String text) {
        this.text = text;
    }

    /** As it stands in a challenge. */
    public String text() {
        return text;
    }

    public static Optional<DigestAlgorithm> of(String text) {
        for (DigestAlgorithm each : values()) {
            if (each.text.equalsIgnoreCase(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
