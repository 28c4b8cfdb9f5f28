package io.carillon.node.logging;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/** The levels of loggers; what is taken out of the document has again what it had before. */
final class LogLevels {
    private final LoggingSystem system;
    private final Map<String, @Nullable LogLevel> before = new HashMap<>();

    LogLevels(LoggingSystem system) {
        this.system = system;
    }

    synchronized void set(Map<String, String> wanted) {
        before.entrySet().removeIf(each -> {
            boolean gone = !wanted.containsKey(each.getKey());
            if (gone) {
                system.setLogLevel(each.getKey(), each.getValue());
            }
            return gone;
        });
        wanted.forEach((logger, level) -> {
            if (!before.containsKey(logger)) {
                before.put(logger, configured(logger));
            }
            system.setLogLevel(logger, LoggingDocument.levelOf(level));
        });
    }

    private @Nullable LogLevel configured(String logger) {
        @Nullable LoggerConfiguration known = system.getLoggerConfiguration(logger);
        return known == null ? null : known.getConfiguredLevel();
    }
}
