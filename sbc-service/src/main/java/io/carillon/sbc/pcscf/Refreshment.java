package io.carillon.sbc.pcscf;

import io.carillon.sip.dialog.SessionPolicy;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipResponse;
import java.time.Instant;
import java.util.Locale;

/**
 * The session timer that the two sides agreed on (RFC 4028).
 *
 * @param seconds 0 without a timer
 * @param byPhone whether our phone refreshes, or the other side
 * @param since the last refresh, in milliseconds since the epoch
 */
public record Refreshment(int seconds, boolean byPhone, long since) {
    static final Refreshment NONE = new Refreshment(0, false, 0);
    /** The sides hang up themselves before the interval ends (§10); only those that are gone do not. */
    private static final int GRACE = 10;

    /** What this 2xx to INVITE or UPDATE says. @param fromPhone if our phone sent the request */
    static Refreshment of(SipResponse answer, boolean fromPhone, Instant now) {
        int seconds = SessionPolicy.seconds(answer);
        if (seconds == 0) {
            return NONE;
        }
        boolean bySender = answer.first(HeaderName.SESSION_EXPIRES)
                .filter(value -> value.toLowerCase(Locale.ROOT).contains("refresher=uac"))
                .isPresent();
        return new Refreshment(seconds, bySender == fromPhone, now.toEpochMilli());
    }

    boolean isOver(Instant now) {
        return seconds > 0 && now.toEpochMilli() > since + (seconds + GRACE) * 1_000L;
    }

    Refreshment at(Instant now) {
        return new Refreshment(seconds, byPhone, now.toEpochMilli());
    }

    /** The same timer in a request of ours, whose receiver takes our part for its peer's (§7.4). */
    String offeredTo(boolean phone) {
        return seconds + ";refresher=" + (byPhone == phone ? "uas" : "uac");
    }
}
