package io.carillon.tas.charging;

import io.carillon.tas.charging.OnlineCharging.ChargedCall;
import io.carillon.tas.charging.OnlineCharging.Credit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Ro session of one call (TS 32.299 §6.3.3): time counts from the answer, a used-up quota is asked for again, and the
 * call ends when nothing is left. Its facts are plain text, so that another node can go on.
 */
public final class CallMeter {
    private static final Logger LOG = LoggerFactory.getLogger(CallMeter.class);
    private static final String SESSION = "ro.session";
    private static final String NUMBER = "ro.number";
    private static final String REPORTED = "ro.reported";
    private static final String QUOTA = "ro.quota";
    private static final String LAST = "ro.last";

    /** What the meter needs of the call. */
    public interface MeteredCall {
        /** Runs the task after the delay, on the call's own thread if possible; the result stops it. */
        Runnable schedule(Runnable task, Duration delay);

        void store(Map<String, String> facts);

        void release(String reason);
    }

    private final OnlineCharging charging;
    private final ChargedCall call;
    private final Clock clock;
    private final MeteredCall metered;
    private final String session;
    private long number;
    private Instant reportedUntil = Instant.MAX;
    private Optional<Duration> quota;
    private boolean last;
    private Runnable timer = () -> {};
    private boolean closed;

    /** @param granted the answer to CCR-I */
    public CallMeter(
            OnlineCharging charging, ChargedCall call, Credit.Granted granted, MeteredCall metered, Clock clock) {
        this.charging = charging;
        this.call = call;
        this.metered = metered;
        this.clock = clock;
        this.session = granted.session();
        this.quota = granted.quota();
        this.last = granted.last();
    }

    /** Goes on with a call that another node began; empty if it was not charged. */
    public static Optional<CallMeter> restore(
            OnlineCharging charging, ChargedCall call, Map<String, String> facts, MeteredCall metered, Clock clock) {
        var session = facts.get(SESSION);
        if (session == null) {
            return Optional.empty();
        }
        var quota = Optional.ofNullable(facts.get(QUOTA)).map(Duration::parse);
        var meter = new CallMeter(
                charging,
                call,
                new Credit.Granted(session, quota, Boolean.parseBoolean(facts.get(LAST))),
                metered,
                clock);
        meter.number = Long.parseLong(facts.getOrDefault(NUMBER, "0"));
        meter.reportedUntil = Instant.parse(facts.getOrDefault(REPORTED, clock.instant().toString()));
        meter.arm();
        return Optional.of(meter);
    }

    /** The call was answered now. */
    public synchronized void answered() {
        reportedUntil = clock.instant();
        store();
        arm();
    }

    private void store() {
        var facts = new java.util.HashMap<>(Map.of(
                SESSION, session,
                NUMBER, Long.toString(number),
                REPORTED, reportedUntil.toString(),
                LAST, Boolean.toString(last)));
        quota.ifPresent(granted -> facts.put(QUOTA, granted.toString()));
        metered.store(facts);
    }

    private synchronized void arm() {
        timer.run();
        if (quota.isPresent()) {
            var left = quota.get().minus(Duration.between(reportedUntil, clock.instant()));
            timer = metered.schedule(this::usedUp, left.isNegative() ? Duration.ZERO : left);
        }
    }

    private synchronized void usedUp() {
        if (closed) {
            return;
        }
        if (last) {
            metered.release("Q.850;cause=31;text=\"Credit used up\"");
            return;
        }
        var used = takeUsed();
        switch (charging.extend(call, session, ++number, used)) {
            case Credit.Granted(var ignored, var more, var isLast) -> {
                quota = more;
                last = isLast;
                store();
                arm();
            }
            case Credit.Refused(var result) -> {
                LOG.info("Credit of {} is used up: {}", call.payer(), result);
                metered.release("Q.850;cause=31;text=\"Credit used up\"");
            }
            case Credit.Unavailable(var reason) ->
                LOG.warn("Nobody charges {} any more, the call goes on: {}", call.payer(), reason);
        }
    }

    /** The call is over, answered or not. */
    public synchronized void close(int status) {
        if (closed) {
            return;
        }
        closed = true;
        timer.run();
        charging.close(call, session, ++number, takeUsed(), status);
    }

    /** Whole seconds since the last report; what is left of a second counts the next time. */
    private Duration takeUsed() {
        var now = clock.instant();
        if (now.isBefore(reportedUntil)) {
            return Duration.ZERO;
        }
        var used = Duration.ofSeconds(Math.ceilDiv(
                Duration.between(reportedUntil, now).toMillis(), 1_000));
        reportedUntil = now;
        return used;
    }
}
