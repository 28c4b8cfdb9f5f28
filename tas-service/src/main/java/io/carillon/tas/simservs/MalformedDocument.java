package io.carillon.tas.simservs;

/** A text that is no services document, and why. */
public final class MalformedDocument extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedDocument(String problem) {
        super(problem);
    }

    MalformedDocument(String problem, Throwable cause) {
        super(problem, cause);
    }
}
