package io.carillon.node.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;

/** Lets lines of followed calls pass whatever level their logger has. In place only while somebody is followed. */
final class SubscriberFilter extends TurboFilter {
    private static final String OURS = "io.carillon.";

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable failure) {
        if (!logger.getName().startsWith(OURS)) {
            return FilterReply.NEUTRAL;
        }
        @Nullable String wanted = MDC.get(CallLog.LEVEL);
        return wanted != null && level.isGreaterOrEqual(Level.toLevel(wanted, Level.OFF))
                ? FilterReply.ACCEPT
                : FilterReply.NEUTRAL;
    }

    void place(boolean wanted) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            boolean placed = context.getTurboFilterList().contains(this);
            if (wanted && !placed) {
                context.addTurboFilter(this);
            } else if (!wanted && placed) {
                context.getTurboFilterList().remove(this);
            }
        }
    }
}
