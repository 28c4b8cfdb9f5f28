package io.carillon.node.logging;

import io.carillon.node.NodeAutoConfiguration;
import io.carillon.node.settings.RunTimeSetting;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;

/** Lines of calls, and how much of them. */
@AutoConfiguration(after = NodeAutoConfiguration.class)
public class LoggingAutoConfiguration {

    /** Lines that people read have no place for an identity; those that machines read do. */
    @Bean
    CallLog callLog(
            @Value("${logging.structured.format.console:}") String format,
            @Value("${carillon.logs.identities:full}") IdentityMask mask,
            Clock clock) {
        return new CallLog(!format.isBlank(), mask, clock);
    }

    @Bean(destroyMethod = "close")
    LogVolume logVolume(LoggingSystem system, CallLog calls, Clock clock) {
        return new LogVolume(new LogLevels(system), calls, clock);
    }

    @Bean
    RunTimeSetting<LoggingDocument> loggingSetting(LogVolume volume) {
        return new RunTimeSetting<>("logging", LoggingDocument.class, volume::document, volume::set);
    }

    @Bean
    LoggingApi loggingApi(LogVolume volume) {
        return new LoggingApi(volume);
    }
}
