package io.carillon.sip.dialog;

import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.SipStack;
import java.time.Clock;
import java.time.Duration;

/** Watches the session timer that the two sides of a call agreed on (RFC 4028): a call of dead peers must not stay. */
final class SessionTimer {
    private final SipStack stack;
    private final Clock clock;
    private final int audit;
    private final Runnable due;
    private volatile int seconds;
    private volatile long refreshedAt;
    private Runnable timer = () -> {};

    SessionTimer(B2bua bua, Runnable due) {
        this.stack = bua.stack();
        this.clock = bua.clock();
        this.audit = bua.sessions().interval();
        this.due = due;
    }

    /** 0 without a session timer. */
    int seconds() {
        return seconds;
    }

    /** Milliseconds since the epoch. */
    long refreshedAt() {
        return refreshedAt;
    }

    /** A 2xx to INVITE or UPDATE sets the timer anew, or ends it (§7.2). */
    void heard(SipResponse response) {
        if (SessionPolicy.refreshes(response.method())) {
            set(SessionPolicy.seconds(response), clock.millis());
        }
    }

    /** Both sides of a call without timers live. */
    void again() {
        set(0, clock.millis());
    }

    void set(int interval, long since) {
        seconds = interval;
        refreshedAt = since;
        stop();
        if (watched() > 0) {
            long left = Math.max(1, since + watched() * 1_000L - clock.millis());
            timer = stack.schedule(due, Duration.ofMillis(left));
        }
    }

    /** Without session timers the two sides are asked themselves after that time. */
    private int watched() {
        return seconds > 0 ? seconds : audit;
    }

    /** False if a refresh came while the news was on its way. */
    boolean isDue() {
        return watched() > 0 && refreshedAt + watched() * 1_000L <= clock.millis() + 50;
    }

    void stop() {
        timer.run();
        timer = () -> {};
    }
}
