package io.carillon.testkit;

/** An arrow of the ladder that did not come in time, or another in its place; tells what was seen instead. */
public final class MissingArrow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String expected;

    public MissingArrow(String expected, String seen) {
        super(expected + "\nwhat was seen:\n" + (seen.isBlank() ? "  nothing" : seen.stripTrailing()));
        this.expected = expected;
    }

    /** The arrow, as in "alice expected 200 OK (REGISTER) within 10 s". */
    public String expected() {
        return expected;
    }
}
