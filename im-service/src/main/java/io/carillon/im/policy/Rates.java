package io.carillon.im.policy;

import java.util.Optional;

/** What each user has sent of late, counted. */
public interface Rates {
    /** "Ok" and "yes" are said to everybody. */
    int SHORTEST_TEXT = 12;

    /**
     * Counts the message, and says whether it is within the limits.
     *
     * @return empty while nobody can tell
     */
    Optional<Ruling> count(String sender, String recipient, Optional<String> text);
}
