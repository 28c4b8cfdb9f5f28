package io.carillon.node.logging;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;

/**
 * How much is logged.
 *
 * @param levels by logger, such as {@code io.carillon.cscf}; the others keep what they have
 * @param subscribers of whom more is logged for a while
 */
public record LoggingDocument(
        @Nullable Map<String, String> levels, @Nullable List<Followed> subscribers) {
    static final LoggingDocument NONE = new LoggingDocument(Map.of(), List.of());
    private static final int MOST = 100;
    private static final Pattern LOGGER = Pattern.compile("[A-Za-z0-9_.$]{1,200}");

    /**
     * @param subscriber a public identity, as it is in P-Asserted-Identity, From or To without parameters
     * @param until when it ends by itself
     */
    public record Followed(String subscriber, String level, Instant until) {
        public Followed {
            if (Objects.requireNonNullElse(subscriber, "").isBlank() || until == null) {
                throw new IllegalArgumentException("whoever is followed has a subscriber, a level and an until");
            }
            level = levelOf(level).name();
        }

        LogLevel wanted() {
            return levelOf(level);
        }
    }

    public LoggingDocument {
        levels = levels == null ? Map.of() : Map.copyOf(levels);
        subscribers = subscribers == null ? List.of() : List.copyOf(subscribers);
        if (levels.size() > MOST || subscribers.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " loggers and " + MOST + " subscribers");
        }
        levels.forEach((logger, level) -> {
            if (!LOGGER.matcher(logger).matches()) {
                throw new IllegalArgumentException("'" + logger + "' is no name of a logger");
            }
            levelOf(level);
        });
    }

    static LogLevel levelOf(@Nullable String text) {
        try {
            return LogLevel.valueOf(Objects.requireNonNullElse(text, "").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a level is TRACE, DEBUG, INFO, WARN, ERROR or OFF, not '" + text + "'", e);
        }
    }
}
