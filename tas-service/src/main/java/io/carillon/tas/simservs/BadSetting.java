package io.carillon.tas.simservs;

/** A setting that cannot be taken, said so that a person can mend it. */
public final class BadSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /** @param field where in the services document, such as {@code diversion.rules[1].forwardTo.target}; empty for nowhere */
    public BadSetting(String field, String problem) {
        super(problem);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
