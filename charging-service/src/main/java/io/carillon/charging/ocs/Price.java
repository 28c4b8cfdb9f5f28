package io.carillon.charging.ocs;

/**
 * {@code amount} minor currency units for each started {@code step} units of service; fixed for a session when its
 * service is first used, so that a change of tariff never re-prices a call in progress.
 */
public record Price(long amount, long step) {

    /** With these two bounds the cost of any plausible request, and what any balance buys, fit a {@code long}. */
    static final long MAX_AMOUNT = 100_000_000L;

    static final long MAX_STEP = 86_400L;

    public Price {
        if (amount < 0 || amount > MAX_AMOUNT || step < 1 || step > MAX_STEP) {
            throw new IllegalArgumentException("price " + amount + " per " + step);
        }
    }

    boolean free() {
        return amount == 0;
    }

    /** What {@code units} cost: each started step counts whole. */
    long cost(long units) {
        return Math.multiplyExact(Math.ceilDiv(units, step), amount);
    }

    /** How many units {@code money} pays for. */
    long unitsFor(long money) {
        return Math.multiplyExact(money / amount, step);
    }
}
