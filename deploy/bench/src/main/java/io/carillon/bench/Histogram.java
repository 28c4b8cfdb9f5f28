package io.carillon.bench;

/** Latencies in steps of 10 µs up to a second. */
public final class Histogram {
    private static final int STEPS = 100_000;
    private static final long STEP_NANOS = 10_000;

    private final int[] counts = new int[STEPS];
    private long total;

    public void add(long nanos) {
        counts[(int) Math.min(nanos / STEP_NANOS, STEPS - 1)]++;
        total++;
    }

    public double millis(double share) {
        long wanted = (long) Math.ceil(total * share);
        long seen = 0;
        for (int step = 0; step < STEPS; step++) {
            seen += counts[step];
            if (seen >= wanted && seen > 0) {
                return (step + 1) * STEP_NANOS / 1e6;
            }
        }
        return 0;
    }
}
