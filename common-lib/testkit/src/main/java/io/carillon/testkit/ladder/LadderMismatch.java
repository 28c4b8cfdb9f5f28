package io.carillon.testkit.ladder;

/** The ladder went another way than the test says; shows both, side by side. */
public final class LadderMismatch extends AssertionError {
    private static final long serialVersionUID = 1L;

    LadderMismatch(String message) {
        super(message);
    }
}
