package io.carillon.sip.admission;

/**
 * So many requests a second, and so many at once after a pause.
 *
 * @param perSecond 0 is no limit
 */
public record Rate(int perSecond, int burst) {
    public static final Rate UNLIMITED = new Rate(0, 0);

    public Rate {
        if (perSecond < 0 || perSecond > 0 && burst < 1) {
            throw new IllegalArgumentException("a rate is so many a second, and at least one at once");
        }
    }

    boolean isLimited() {
        return perSecond > 0;
    }
}
