package io.carillon.im.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When to look after which recipient, for all nodes together. One node at a time has a recipient; what it may do is in
 * the outbox, so that a lost schedule loses no message.
 */
public interface Schedule {
    /**
     * @param mark another one after each {@link #wake}
     * @param forced whether to try at once, whatever the messages' own times
     */
    record Claim(String recipient, String token, String mark, boolean forced) {}

    /**
     * @param since the moment at which any node first heard of a submission
     * @param again whether one did before this question: of all who ask, only one hears no
     */
    record Seen(Instant since, boolean again) {}

    /**
     * Look after the recipient then, or earlier. Waits for nobody, goes before everything that is asked later, and never
     * fails: {@link #forgetful} tells what was lost.
     *
     * @return what to {@link #settle} it with
     */
    String wake(String recipient, Instant at, boolean force);

    /**
     * Nobody needs to look after the recipient, unless something was to be done before that {@link #wake} or has come
     * since. Waits for nobody, and never fails.
     */
    void settle(String recipient, String mark);

    /** As {@link #wake} unless it is scheduled at all: what recovery knows may be old. */
    void ensure(String recipient, Instant at);

    /** Recipients that are due, each for this node alone until the lease ends. */
    List<Claim> claim(Instant now, Duration lease, int most);

    /** Longer; false if another node has taken the recipient. */
    boolean renew(Claim claim, Instant now, Duration lease);

    /** Back, to be looked after at that time, at once if it was woken meanwhile; empty: nothing is left. */
    void release(Claim claim, Instant now, Optional<Instant> next);

    /** Whether a {@link #wake} was lost since the last question: recovery is to look through the outbox. */
    boolean forgetful();

    /** A node hears of this submission: for the first time now, unless it came before. Never fails. */
    Seen firstSeen(String submission, Instant now);

    /** The submission was refused: when it comes again it is a new one. Never fails. */
    void forget(String submission);
}
