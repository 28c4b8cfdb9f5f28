package io.carillon.charging.cdf;

/** A message that is no charging record; the text says why. */
public final class MalformedRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedRecordException(String why) {
        super(why, null, false, false);
    }
}
