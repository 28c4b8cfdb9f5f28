package io.carillon.im.delivery;

import io.carillon.im.policy.Ruling;
import java.time.Instant;
import java.util.Optional;

/** What is to be known of a submission before anything is done with it, asked for together. */
public interface Reception {
    /**
     * @param seen when it was first heard of
     * @param ruling what the operator's rules say of it
     */
    record Heard(Schedule.Seen seen, Ruling ruling) {}

    /**
     * As {@link Schedule#firstSeen} and {@link io.carillon.im.policy.MessagePolicy#rule}: what comes again is counted
     * again. Never fails.
     */
    Heard hear(String submission, Instant now, String sender, String recipient, Optional<String> text);
}
