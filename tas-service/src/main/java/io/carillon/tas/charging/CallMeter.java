package io.carillon.tas.charging;

import io.carillon.tas.charging.OnlineCharging.ChargedCall;
import io.carillon.tas.charging.OnlineCharging.Credit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
    private static final String USED_UP = "Q.850;cause=31;text=\"Credit used up\"";
    private static final Duration LEAST = Duration.ofSeconds(1);

    /** What the meter needs of the call. */
    public interface MeteredCall {
        /** Runs the task after the delay, on the call's own thread if possible; the result stops it. */
        Runnable schedule(Runnable task, Duration delay);

        void store(Map<String, String> facts);

        void release(String reason);

        /** False if another node watches the call by now, or it is over: then nothing more is asked for here. */
        boolean isHere();

        /** Whether the call goes on while nobody charges for it. */
        boolean goesOnUncharged();
    }

    private final OnlineCharging charging;
    private final ChargedCall call;
    private final Clock clock;
    private final MeteredCall metered;
    private final String session;
    private long number;
    private Instant reportedUntil;
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
        this.reportedUntil = clock.instant();
    }

    /** Goes on with a call that another node began; empty if it was not charged. */
    public static Optional<CallMeter> restore(
            OnlineCharging charging, ChargedCall call, Map<String, String> facts, MeteredCall metered, Clock clock) {
        var session = facts.get(SESSION);
        if (session == null) {
            return Optional.empty();
        }
        var quota = Optional.of(facts.getOrDefault(QUOTA, ""))
                .filter(stored -> !stored.isEmpty())
                .map(Duration::parse);
        var meter = new CallMeter(
                charging,
                call,
                new Credit.Granted(session, quota, Boolean.parseBoolean(facts.get(LAST))),
                metered,
                clock);
        meter.number = Long.parseLong(facts.getOrDefault(NUMBER, "0"));
        meter.reportedUntil =
                Instant.parse(facts.getOrDefault(REPORTED, clock.instant().toString()));
        return Optional.of(meter);
    }

    /** Watches the quota again, after {@link #restore}. */
    public synchronized void resume() {
        arm();
    }

    /** The call was answered now. */
    public synchronized void answered() {
        reportedUntil = clock.instant();
        store();
        arm();
    }

    private void store() {
        metered.store(Map.of(
                SESSION,
                session,
                NUMBER,
                Long.toString(number),
                REPORTED,
                reportedUntil.toString(),
                LAST,
                Boolean.toString(last),
                QUOTA,
                quota.map(Duration::toString).orElse("")));
    }

    /** In the middle of a call its quota is watched on, even if no store takes the facts. */
    private void keep() {
        try {
            store();
        } catch (RuntimeException e) {
            LOG.error("Ro session {} of {} is not stored", session, call.payer(), e);
        }
    }

    private void arm() {
        quota.ifPresent(granted -> arm(granted.minus(Duration.between(reportedUntil, clock.instant()))));
    }

    /** Never at once: who is granted nothing must not ask in a loop. */
    private void arm(Duration left) {
        timer.run();
        timer = metered.schedule(this::usedUp, left.compareTo(LEAST) < 0 ? LEAST : left);
    }

    private synchronized void usedUp() {
        if (closed) {
            return;
        }
        if (!metered.isHere()) {
            drop();
            return;
        }
        if (last) {
            metered.release(USED_UP);
            return;
        }
        var used = Duration.ofSeconds(sinceReport().toSeconds());
        switch (charging.extend(call, session, ++number, used)) {
            case Credit.Granted(var ignored, var more, var isLast) -> {
                reportedUntil = reportedUntil.plus(used);
                quota = more;
                last = isLast;
                arm();
                keep();
            }
            case Credit.Refused(var result) -> {
                LOG.info("Credit of {} is used up: {}", call.payer(), result);
                reportedUntil = reportedUntil.plus(used);
                metered.release(USED_UP);
            }
            case Credit.Unavailable(var reason) -> unavailable(reason);
        }
    }

    /** What was used stays to be reported, with the next question (RFC 8506 §5.2.2) or at the end. */
    private void unavailable(String reason) {
        if (!metered.goesOnUncharged()) {
            LOG.warn("Nobody charges {} any more, the call ends: {}", call.payer(), reason);
            metered.release("SIP;cause=503;text=\"Charging unavailable\"");
            return;
        }
        LOG.warn("Nobody charges {} any more, the call goes on: {}", call.payer(), reason);
        quota.ifPresent(this::arm);
        keep();
    }

    /** The call is over, answered or not; a second begun counts. */
    public synchronized void close(int status) {
        if (closed) {
            return;
        }
        closed = true;
        timer.run();
        var used = Duration.ofSeconds(Math.ceilDiv(sinceReport().toMillis(), 1_000));
        charging.close(call, session, ++number, used, status);
    }

    /** Somebody else goes on. */
    public synchronized void drop() {
        closed = true;
        timer.run();
    }

    /** A clock that was set back makes no negative use. */
    private Duration sinceReport() {
        var since = Duration.between(reportedUntil, clock.instant());
        return since.isNegative() ? Duration.ZERO : since;
    }
}
