package io.carillon.sip.admission;

/** A token a request, so many new ones a second. Time is passed in. */
final class TokenBucket {
    private static final double SECOND = 1e9;
    /** Of the burst, kept for what goes first. */
    private static final double RESERVE = 0.2;

    private double tokens;
    private long filledAt;

    /** It begins full. */
    TokenBucket(Rate rate, long now) {
        this.tokens = rate.burst();
        this.filledAt = now;
    }

    /** @param first what may take the last tokens, which others leave for it */
    synchronized boolean take(Rate rate, boolean first, long now) {
        tokens = Math.min(rate.burst(), tokens + (now - filledAt) / SECOND * rate.perSecond());
        filledAt = now;
        if (tokens < 1 + (first ? 0 : Math.floor(rate.burst() * RESERVE))) {
            return false;
        }
        tokens--;
        return true;
    }
}
