package io.carillon.sip.transaction;

/**
 * The timer values of RFC 3261 Table 4, milliseconds.
 *
 * @param t1 round-trip estimate
 * @param t2 longest interval between retransmissions of non-INVITE requests and INVITE responses
 * @param t4 how long a message may live in the network
 * @param d how long an INVITE client transaction absorbs response retransmissions over UDP
 * @param c how long a proxy waits for a final response after the last provisional one (§16.6 step 11)
 */
public record Timers(long t1, long t2, long t4, long d, long c) {
    public static final Timers STANDARD = new Timers(500, 4_000, 5_000, 32_000, 181_000);

    /** Timers B, F, H, L, M. */
    public long end() {
        return 64 * t1;
    }

    /** How long after a client's first request, none but INVITE, its Timer E comes to T2 (§17.1.2.2): 3.5 seconds. */
    long untilT2() {
        long passed = t1;
        for (long interval = 2 * t1; interval < t2; interval *= 2) {
            passed += interval;
        }
        return passed;
    }
}
