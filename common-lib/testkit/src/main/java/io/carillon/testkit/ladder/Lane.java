package io.carillon.testkit.ladder;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One participant's line: what it saw and the test has not named yet. */
final class Lane {
    /** @param message the SIP message, or what else lies behind the arrow */
    record Seen(Arrow arrow, Object message) {}

    private final Ladder ladder;
    private final String name;
    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    private final Set<String> before = new HashSet<>();

    Lane(Ladder ladder, String name) {
        this.ladder = ladder;
        this.name = name;
    }

    String name() {
        return name;
    }

    Ladder ladder() {
        return ladder;
    }

    /** False for what has been seen already: a retransmission is no arrow. */
    synchronized boolean isNews(String bytes) {
        return before.add(bytes);
    }

    /** Came in, or went out of a participant that acts by itself: the test is to name it. */
    void came(Arrow arrow, Object message) {
        ladder.happened(arrow);
        seen.add(new Seen(arrow, message));
    }

    /** Went out because the test said so. */
    void went(Arrow arrow) {
        ladder.happened(arrow);
        ladder.drawn(arrow);
    }

    /** The next thing seen, which must be this arrow. @param arrow its other end is the node's or a peer's */
    Seen next(String from, String to, String label) {
        var wanted = new Arrow(from, to, label);
        try {
            var next = seen.poll(ladder.deadline().toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw ladder.mismatch(wanted + ", but nothing came");
            }
            boolean asWanted =
                    next.arrow().label().equals(label) || next.arrow().label().startsWith(label + " ");
            if (!asWanted || !next.arrow().from().equals(from)) {
                throw ladder.mismatch(wanted + ", but " + next.arrow() + " came");
            }
            ladder.drawn(next.arrow());
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ladder.mismatch(wanted + ", but the wait was interrupted");
        }
    }

    Optional<Arrow> left() {
        return Optional.ofNullable(seen.peek()).map(Seen::arrow);
    }

    synchronized void clear() {
        seen.clear();
        before.clear();
    }
}
