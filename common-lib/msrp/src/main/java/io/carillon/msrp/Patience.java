package io.carillon.msrp;

/** Nobody makes us wait for ever: not by a head, nor within a chunk, nor by not reading. */
final class Patience {
    private final long nanos;
    private volatile long heard = System.nanoTime();
    private long headSince;
    private long stuckSince;

    Patience(long nanos) {
        this.nanos = nanos;
    }

    /** The peer has said something, or was not listened to until now. */
    void renew() {
        heard = System.nanoTime();
    }

    /**
     * @param inHead whether a head has begun and not ended
     * @param stuck whether the peer leaves lying what we wrote
     * @param awaited whether the peer is to say something, and is listened to
     */
    boolean isOver(long now, boolean inHead, boolean stuck, boolean awaited) {
        headSince = inHead ? (headSince == 0 ? now : headSince) : 0;
        stuckSince = stuck ? (stuckSince == 0 ? now : stuckSince) : 0;
        return (headSince != 0 && now - headSince > nanos)
                || (stuckSince != 0 && now - stuckSince > nanos)
                || (awaited && now - heard > nanos);
    }
}
