package io.carillon.rtpproxy.rtp;

/**
 * What one stream's receiver knows (RFC 3550 A.1, A.3, A.8). Not thread-safe: it belongs to the thread that reads the
 * stream.
 */
public final class ReceptionStatistics {
    private static final int MAX_DROPOUT = 3000;
    private static final int MAX_MISORDER = 100;

    private boolean started;
    private int ssrc;
    private int maxSequence;
    private int cycles;
    private int baseSequence;
    private int resumeAt = -1;
    private long received;
    private long lostBefore;
    private int transit;
    private boolean transitKnown;
    private int jitterTimes16;
    private long packets;
    private long bytes;

    /** Counts a valid packet. {@code arrival} is in nanoseconds, {@code clockRate} the codec's. */
    public void count(int source, int sequence, int timestamp, int length, long arrival, int clockRate) {
        if (!counts(source, sequence, length)) {
            startTransit(timestamp, arrival, clockRate);
            return;
        }
        updateJitter(units(arrival, clockRate) - timestamp);
    }

    /** Counts a packet whose timestamp is not its sampling time: those of one telephone event share theirs (RFC 4733). */
    public void countUntimed(int source, int sequence, int length) {
        if (!counts(source, sequence, length)) {
            transitKnown = false;
        }
    }

    /** False for the first packet of a source. */
    private boolean counts(int source, int sequence, int length) {
        packets++;
        bytes += length;
        if (!started || source != ssrc) {
            lostBefore = lost();
            started = true;
            ssrc = source;
            jitterTimes16 = 0;
            restart(sequence);
            return false;
        }
        follow(sequence);
        return true;
    }

    private static int units(long arrival, int clockRate) {
        return (int) (arrival / 1_000 * clockRate / 1_000_000);
    }

    private void startTransit(int timestamp, long arrival, int clockRate) {
        transit = units(arrival, clockRate) - timestamp;
        transitKnown = true;
    }

    /** RFC 3550 A.1 update_seq, with the probation left to the source latch. */
    private void follow(int sequence) {
        int delta = (sequence - maxSequence) & 0xffff;
        if (delta < MAX_DROPOUT) {
            if (sequence < maxSequence) {
                cycles += 0x10000;
            }
            maxSequence = sequence;
        } else if (delta <= 0x10000 - MAX_MISORDER) {
            // Two packets in a row behind a big jump: the sender restarted.
            if (sequence == resumeAt) {
                lostBefore = lost();
                restart(sequence);
                return;
            }
            resumeAt = (sequence + 1) & 0xffff;
            return;
        }
        received++;
    }

    private void restart(int sequence) {
        baseSequence = sequence;
        maxSequence = sequence;
        cycles = 0;
        resumeAt = -1;
        received = 1;
    }

    /** RFC 3550 A.8 in integers: the estimate is kept scaled by 16. */
    private void updateJitter(int nextTransit) {
        if (!transitKnown) {
            transit = nextTransit;
            transitKnown = true;
            return;
        }
        int difference = Math.abs(nextTransit - transit);
        transit = nextTransit;
        jitterTimes16 += difference - ((jitterTimes16 + 8) >> 4);
    }

    public long packets() {
        return packets;
    }

    public long bytes() {
        return bytes;
    }

    /** In timestamp units. */
    public int jitter() {
        return jitterTimes16 >> 4;
    }

    /** Expected less received, over all sources; duplicates may outweigh losses (RFC 3550 A.3). */
    public long lost() {
        return started ? lostBefore + (cycles + maxSequence - baseSequence + 1) - received : 0;
    }

    public int ssrc() {
        return ssrc;
    }
}
