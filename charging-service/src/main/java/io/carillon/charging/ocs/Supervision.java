package io.carillon.charging.ocs;

import java.time.Clock;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The supervision timer Tcc (RFC 8506 §13) of all sessions: a session whose client has died gives back what it holds.
 * Several charging nodes may sweep the same store; a session is ended once.
 */
public final class Supervision {
    private static final Logger log = LoggerFactory.getLogger(Supervision.class);
    private static final int BATCH = 200;

    private final Ledger ledger;
    private final CreditMetrics metrics;
    private final Duration answersKept;
    private final Clock clock;

    public Supervision(Ledger ledger, CreditMetrics metrics, Duration answersKept, Clock clock) {
        this.ledger = ledger;
        this.metrics = metrics;
        this.answersKept = answersKept;
        this.clock = clock;
    }

    public void sweep() {
        try {
            int ended = drain(() -> ledger.expire(clock.instant(), BATCH));
            if (ended > 0) {
                metrics.expired(ended);
                log.info("{} charging sessions expired unreported", ended);
            }
            drain(() -> ledger.forget(clock.instant().minus(answersKept), BATCH));
        } catch (LedgerUnavailable away) {
            log.warn("expired charging sessions wait for the database: {}", away.getMessage());
        }
    }

    private static int drain(IntSupplier batch) {
        int all = 0;
        int done;
        do {
            done = batch.getAsInt();
            all += done;
        } while (done >= BATCH);
        return all;
    }
}
