package io.carillon.rtpproxy.pipeline;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One media line of a call: two legs joined on one relay thread. Safe to use from any thread. */
public final class RelayedMedia {
    private static final Logger LOG = LoggerFactory.getLogger(RelayedMedia.class);

    /** Which leg: the first offerer's or its peer's. */
    public enum Side {
        CALLER,
        CALLEE;

        public Side other() {
            return this == CALLER ? CALLEE : CALLER;
        }
    }

    private final MediaLeg caller;
    private final MediaLeg callee;
    private final RelayLoop loop;
    private final PortPool pool;

    private RelayedMedia(MediaLeg caller, MediaLeg callee, RelayLoop loop, PortPool pool) {
        this.caller = caller;
        this.callee = callee;
        this.loop = loop;
        this.pool = pool;
    }

    static RelayedMedia start(MediaLeg caller, MediaLeg callee, RelayLoop loop, PortPool pool) {
        MediaLeg.join(caller, callee);
        loop.execute(() -> {
            loop.register(caller.rtpPort());
            loop.register(caller.rtcpPort());
            loop.register(callee.rtpPort());
            loop.register(callee.rtcpPort());
        });
        return new RelayedMedia(caller, callee, loop, pool);
    }

    /** The even port that faces this side; RTCP's is the next. */
    public int port(Side side) {
        return leg(side).ports().number();
    }

    /** What the side's new offer or answer says: opens its latch. */
    public void signal(Side side, Signalled signalled) {
        loop.execute(() -> {
            leg(side).signal(signalled);
            leg(side.other()).signalledByPeer(signalled);
        });
    }

    public void multiplex(Side side, boolean on) {
        loop.execute(() -> leg(side).multiplex(on));
    }

    /** Empty when the relay thread does not answer at once. */
    public Optional<Map<Side, LegStatistics>> statistics() {
        try {
            return Optional.of(CompletableFuture.supplyAsync(
                            () -> Map.of(Side.CALLER, caller.statistics(), Side.CALLEE, callee.statistics()), loop)
                    .get(1, TimeUnit.SECONDS));
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("no statistics: {}", e.toString());
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** {@link System#nanoTime} of the last good packet of either side, {@link Long#MIN_VALUE} before any. */
    public long lastArrival() {
        return Math.max(caller.lastArrival(), callee.lastArrival());
    }

    /** Closes the ports and gives them back. */
    public void close() {
        loop.execute(() -> {
            closeQuietly(caller.ports());
            closeQuietly(callee.ports());
            loop.afterClosing(() -> {
                pool.release(caller.ports());
                pool.release(callee.ports());
            });
        });
    }

    static void closeQuietly(PortPair ports) {
        try {
            ports.rtp().close();
            ports.rtcp().close();
        } catch (IOException e) {
            LOG.warn("media port {} not closed: {}", ports.number(), e.toString());
        }
    }

    private MediaLeg leg(Side side) {
        return side == Side.CALLER ? caller : callee;
    }
}
