package io.carillon.im.delivery;

import io.carillon.im.store.State;
import java.time.Duration;
import java.time.Instant;

/** What to do with the first of a recipient's messages now: pure, so that every node decides alike. */
sealed interface Step {
    /** It is at its end, which is to be told. */
    record Finish(Outcome outcome) implements Step {}

    /** Nothing before then. */
    record Wait(Instant until) implements Step {}

    record Send() implements Step {}

    /** Nothing came back in time: keep it. */
    record Keep() implements Step {}

    /** @param telling how long who ended a message has to tell of it; after that it must have died */
    static Step of(Pending pending, Instant now, boolean forced, Duration telling) {
        var progress = pending.progress();
        boolean expired = !pending.expires().isAfter(now);
        return switch (progress.phase()) {
            case DONE -> {
                var outcome = progress.outcome().orElseThrow();
                var orphaned = outcome.at().plus(telling);
                yield orphaned.isAfter(now) ? new Wait(orphaned) : new Finish(outcome);
            }
            case SENT -> progress.due().isAfter(now) ? new Wait(progress.due()) : new Keep();
            case WAITING -> {
                if (expired) {
                    yield new Finish(new Outcome(State.EXPIRED, now, "validity period"));
                }
                if (pending.accepted().isAfter(now)) {
                    // To be sent later: whoever returns before then does not get it yet.
                    yield new Wait(pending.accepted());
                }
                boolean due = forced || !progress.due().isAfter(now);
                yield due ? new Send() : new Wait(earlier(progress.due(), pending.expires()));
            }
        };
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** After an attempt that did not succeed: once more later, or the end. */
    static Progress afterFailure(Pending pending, Instant now, RetryPlan plan, String why) {
        var progress = pending.progress();
        return pending.singleShot()
                ? progress.done(new Outcome(State.FAILED, now, why))
                : progress.again(now.plus(plan.after(progress.attempts())));
    }

    /** Whether another attempt may do better: the peer is away or busy, or the network is (TS 24.341 §5.3.3.4.2). */
    static boolean worthRetrying(int status) {
        return switch (status) {
            case 404, 408, 410, 429, 430, 480, 481, 482, 486, 487, 491, 600 -> true;
            default -> status / 100 == 5 && status != 501 && status != 505 && status != 513;
        };
    }

    static boolean isSent(Pending pending) {
        return pending.progress().phase() == Progress.Phase.SENT;
    }

    static boolean isDone(Pending pending) {
        return pending.progress().phase() == Progress.Phase.DONE;
    }
}
