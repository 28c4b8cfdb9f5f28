package io.carillon.node.logging;

import io.carillon.node.logging.LoggingDocument.Followed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What is in force of a {@link LoggingDocument}; who is followed is so for a day at the longest. */
final class LogVolume implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofHours(24);

    private final LogLevels levels;
    private final CallLog calls;
    private final Clock clock;
    private final SubscriberFilter filter = new SubscriberFilter();
    private final ScheduledExecutorService ends = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("log-volume").factory());
    private LoggingDocument document = LoggingDocument.NONE;

    LogVolume(LogLevels levels, CallLog calls, Clock clock) {
        this.levels = levels;
        this.calls = calls;
        this.clock = clock;
    }

    synchronized LoggingDocument document() {
        return document;
    }

    synchronized void set(LoggingDocument wanted) {
        levels.set(Objects.requireNonNull(wanted.levels()));
        document = wanted;
        follow();
    }

    /** Whose time is over is followed no more; an end too far away is brought nearer. */
    private synchronized void follow() {
        Instant now = clock.instant();
        List<Followed> left = Objects.requireNonNull(document.subscribers()).stream()
                .filter(each -> each.until().isAfter(now))
                .map(each -> each.until().isAfter(now.plus(LONGEST))
                        ? new Followed(each.subscriber(), each.level(), now.plus(LONGEST))
                        : each)
                .toList();
        document = new LoggingDocument(document.levels(), left);
        calls.follow(left);
        filter.place(!left.isEmpty());
        left.stream()
                .map(Followed::until)
                .min(Instant::compareTo)
                .ifPresent(next ->
                        ends.schedule(this::follow, Duration.between(now, next).toMillis() + 1, TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        ends.shutdownNow();
        filter.place(false);
    }
}
