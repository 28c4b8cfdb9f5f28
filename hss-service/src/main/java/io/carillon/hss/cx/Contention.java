package io.carillon.hss.cx;

import java.util.Optional;
import java.util.function.Supplier;

/** A decision made on what was read, and made anew when another node changed it meanwhile. */
final class Contention {
    private static final int ATTEMPTS = 10;

    private Contention() {}

    /** The first decision that the store took, or the other answer when it took none. */
    static <A> A decide(Supplier<Optional<A>> attempt, Supplier<A> otherwise) {
        for (int i = 0; i < ATTEMPTS; i++) {
            Optional<A> made = attempt.get();
            if (made.isPresent()) {
                return made.get();
            }
        }
        return otherwise.get();
    }
}
