package io.carillon.testkit;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;

/** The session timer of a call whose caller is the refresher (RFC 4028). */
final class SessionTimer {
    private static final long NANOS = 1_000_000_000;
    private long seconds;
    private long refreshAt;

    /** As the called side: the caller that asks for a timer refreshes it (§9). */
    static ResponseEdit grant(SipRequest request, ResponseEdit reply) {
        if (request.lists(HeaderName.SUPPORTED, "timer")) {
            request.first(HeaderName.SESSION_EXPIRES)
                    .ifPresent(interval -> reply.append(HeaderName.REQUIRE, "timer")
                            .append(HeaderName.SESSION_EXPIRES, interval.split(";", 2)[0] + ";refresher=uac"));
        }
        return reply;
    }

    /** As the caller: takes note of what the answer granted (§7.2). */
    synchronized void granted(SipResponse answer) {
        answer.first(HeaderName.SESSION_EXPIRES)
                .filter(value -> value.contains("refresher=uac"))
                .ifPresent(value -> {
                    seconds = Long.parseLong(value.split(";", 2)[0].strip());
                    refreshAt = System.nanoTime() + seconds * NANOS / 2;
                });
    }

    /** True once at half of each interval (§10). */
    synchronized boolean isDue() {
        if (seconds == 0 || System.nanoTime() - refreshAt < 0) {
            return false;
        }
        refreshAt = System.nanoTime() + seconds * NANOS / 2;
        return true;
    }

    synchronized SipRequest refresh(RequestEdit update) {
        return update.append(HeaderName.SUPPORTED, "timer")
                .append(HeaderName.SESSION_EXPIRES, seconds + ";refresher=uac")
                .build();
    }
}
