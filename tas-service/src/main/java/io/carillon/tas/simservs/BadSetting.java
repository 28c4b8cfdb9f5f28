package io.carillon.tas.simservs;

/** A setting that cannot be taken, said so that a person can mend it. */
public final class BadSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadSetting(String problem) {
        super(problem);
    }
}
