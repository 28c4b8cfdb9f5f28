package io.carillon.sip.dialog;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.SipStack;
import java.time.Clock;
import java.time.Duration;

/** Watches the session timer that the two sides of a call agreed on (RFC 4028): a call of dead peers must not stay. */
final class SessionTimer {
    private final SipStack stack;
    private final Clock clock;
    private final Runnable expired;
    private volatile int seconds;
    private volatile long refreshedAt;
    private Runnable timer = () -> {};

    SessionTimer(SipStack stack, Clock clock, Runnable expired) {
        this.stack = stack;
        this.clock = clock;
        this.expired = expired;
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
        if (response.method().equals(Method.INVITE) || response.method().equals(Method.UPDATE)) {
            set(interval(response.first(HeaderName.SESSION_EXPIRES).orElse("")), clock.millis());
        }
    }

    private static int interval(String sessionExpires) {
        int end = 0;
        while (end < sessionExpires.length() && end < 8 && Character.isDigit(sessionExpires.charAt(end))) {
            end++;
        }
        return end == 0 ? 0 : Integer.parseInt(sessionExpires.substring(0, end));
    }

    void set(int interval, long since) {
        seconds = interval;
        refreshedAt = since;
        stop();
        if (interval > 0) {
            long left = Math.max(1, since + interval * 1_000L - clock.millis());
            timer = stack.schedule(expired, Duration.ofMillis(left));
        }
    }

    /** False if a refresh came while the news of the expiry was on its way. */
    boolean isExpired() {
        return seconds > 0 && refreshedAt + seconds * 1_000L <= clock.millis() + 50;
    }

    void stop() {
        timer.run();
        timer = () -> {};
    }
}
