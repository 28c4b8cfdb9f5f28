package io.carillon.hss.subscriber;

import java.util.OptionalLong;

/**
 * What must hold of a subscriber for an order to be carried out.
 *
 * @param absent there is none yet
 * @param present there is one
 * @param revision it is still as it was read
 */
public record Precondition(boolean absent, boolean present, OptionalLong revision) {
    public static final Precondition NONE = new Precondition(false, false, OptionalLong.empty());
    public static final Precondition ABSENT = new Precondition(true, false, OptionalLong.empty());
    public static final Precondition PRESENT = new Precondition(false, true, OptionalLong.empty());

    public static Precondition revision(long revision) {
        return new Precondition(false, true, OptionalLong.of(revision));
    }
}
