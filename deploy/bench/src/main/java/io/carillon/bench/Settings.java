package io.carillon.bench;

import java.util.Optional;

/**
 * How to measure.
 *
 * @param rate operations a second; 0 is a closed loop, which finds saturation
 * @param seconds of each run
 * @param warmUpSeconds of load before the first run, for what is compiled while it runs
 * @param window operations outstanding at most
 * @param transport udp, tcp or tls
 * @param beside the peer that takes turns with ours
 * @param chain for measurements of several nodes
 */
public record Settings(
        int rate,
        int runs,
        int seconds,
        int warmUpSeconds,
        int window,
        String transport,
        Optional<String> beside,
        ChainSettings chain) {
    public static final Settings STANDARD =
            new Settings(0, 5, 5, 12, 50, "udp", Optional.empty(), ChainSettings.STANDARD);

    public Settings rate(int value) {
        return new Settings(value, runs, seconds, warmUpSeconds, window, transport, beside, chain);
    }

    public Settings chain(ChainSettings value) {
        return new Settings(rate, runs, seconds, warmUpSeconds, window, transport, beside, value);
    }

    /** Nothing is warmed up: the operation is to be tried, not measured. */
    public boolean quick() {
        return warmUpSeconds == 0;
    }

    public Settings {
        if (rate < 0 || runs < 1 || seconds < 1 || warmUpSeconds < 0 || window < 1 || window > 10_000) {
            throw new IllegalArgumentException("Runs, seconds and window begin at 1, the rate at 0");
        }
    }
}
