package io.carillon.rtpproxy.pipeline;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The data plane as the control plane sees it: opens pairs of legs. */
public final class MediaRelay implements AutoCloseable {
    private final PortPool pool;
    private final List<RelayLoop> loops;
    private final AtomicInteger turn = new AtomicInteger();

    /** @param gather how long packets of a busy thread may be let come together */
    public MediaRelay(int lowestPort, int highestPort, int threads, Duration gather) {
        this.pool = new PortPool(lowestPort, highestPort);
        this.loops = IntStream.range(0, threads)
                .mapToObj(number -> new RelayLoop(number, gather))
                .toList();
    }

    /** Binds four ports and joins them; the thread is chosen in turn. */
    public RelayedMedia open(InetAddress callerSide, InetAddress calleeSide) throws PortsExhausted {
        PortPair one = pool.open(callerSide);
        PortPair other;
        try {
            other = pool.open(calleeSide);
        } catch (PortsExhausted e) {
            RelayedMedia.closeQuietly(one);
            pool.release(one);
            throw e;
        }
        RelayLoop loop = loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
        return RelayedMedia.start(new MediaLeg(one), new MediaLeg(other), loop, pool);
    }

    /** The share of the media ports in use, 0 to 1. */
    public double load() {
        return pool.load();
    }

    /** Media ports that are read. */
    public int sockets() {
        return loops.stream().mapToInt(RelayLoop::sockets).sum();
    }

    public RelayTotals totals() {
        RelayTotals sum = RelayTotals.NONE;
        for (RelayLoop loop : loops) {
            sum = loop.traffic().addedTo(sum);
        }
        return sum;
    }

    @Override
    public void close() {
        loops.forEach(RelayLoop::close);
    }
}
