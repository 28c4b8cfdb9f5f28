package io.carillon.launcher.suite;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How long a node that is told to stop lets calls ring on. */
final class Drain {
    private static final String SETTING = "CARILLON_SIP_DRAIN";
    /** A proxy ends what rings for longer than its Timer C, three minutes and a second (RFC 3261 §16.6 step 11). */
    private static final String LONGEST_RINGING = "185s";

    private Drain() {}

    /** What nodes are told. */
    static Map<String, String> environment() {
        return Map.of(SETTING, setting());
    }

    /** By then the node has ended by itself. */
    static Duration patience() {
        return told(setting()).plus(Processes.POLITE);
    }

    /** As Spring reads it, but for what is shorter than a second or days: then the usual time is enough. */
    private static Duration told(String setting) {
        try {
            return Duration.parse(setting.toUpperCase(Locale.ROOT).startsWith("P") ? setting : "PT" + setting);
        } catch (DateTimeParseException e) {
            return told(LONGEST_RINGING);
        }
    }

    private static String setting() {
        return Optional.ofNullable(System.getenv(SETTING))
                .filter(text -> !text.isBlank())
                .orElse(LONGEST_RINGING);
    }
}
