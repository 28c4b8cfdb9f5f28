package io.carillon.im.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a kept message is on its way.
 *
 * @param attempts how often it was sent
 * @param due WAITING: when to send; SENT: until when to wait for what comes back
 * @param outcome only when DONE
 */
public record Progress(Phase phase, int attempts, Instant due, Optional<Outcome> outcome) {
    /** Stored before the message goes out and before anybody hears of its end, so that any node can go on. */
    public enum Phase {
        WAITING,
        SENT,
        DONE
    }

    public static Progress waiting(Instant due) {
        return new Progress(Phase.WAITING, 0, due, Optional.empty());
    }

    public Progress sent(Instant until) {
        return new Progress(Phase.SENT, attempts + 1, until, Optional.empty());
    }

    public Progress again(Instant newDue) {
        return new Progress(Phase.WAITING, attempts, newDue, Optional.empty());
    }

    public Progress done(Outcome how) {
        return new Progress(Phase.DONE, attempts, how.at(), Optional.of(how));
    }
}
