package io.carillon.rtpproxy.pipeline;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The two ports that face one party for one media line. Confined to its relay thread once opened.
 *
 * <pre>
 * RTP port   classify → check header → latch source → measure → forward
 * RTCP port  classify → check header → latch source → measure → forward
 * </pre>
 */
final class MediaLeg {
    private final PortPair ports;
    private final Classify classify = new Classify(true);
    private final Classify classifyControl = new Classify(false);
    private final CheckHeader check = new CheckHeader();
    private final SourceLatch latch = new SourceLatch();
    private final RtcpLatch controlLatch = new RtcpLatch(latch);
    private final AtomicLong lastArrival = new AtomicLong(Long.MIN_VALUE);
    private final Measure measure = new Measure(lastArrival);
    private final Forward forward = new Forward();
    private final RelayPort rtp;
    private final RelayPort rtcp;
    private boolean multiplexed;

    MediaLeg(PortPair ports) {
        this.ports = ports;
        this.rtp = new RelayPort(ports.rtp(), List.of(classify, check, latch, measure, forward));
        this.rtcp = new RelayPort(ports.rtcp(), List.of(classifyControl, check, controlLatch, measure, forward));
    }

    static void join(MediaLeg one, MediaLeg other) {
        one.forward.to(other);
        other.forward.to(one);
        one.measure.joinedTo(other.measure);
        other.measure.joinedTo(one.measure);
    }

    void signal(Signalled signalled) {
        latch.reopen(signalled);
        controlLatch.reopen(signalled);
        measure.understands(signalled.codecs());
    }

    /** What the other party can take, which this one sends. */
    void signalledByPeer(Signalled peers) {
        measure.sendsBy(peers.codecs());
    }

    void multiplex(boolean on) {
        multiplexed = on;
    }

    boolean isMultiplexed() {
        return multiplexed;
    }

    PortPair ports() {
        return ports;
    }

    RelayPort rtpPort() {
        return rtp;
    }

    RelayPort rtcpPort() {
        return rtcp;
    }

    @Nullable
    InetSocketAddress rtpDestination() {
        return latch.destination();
    }

    @Nullable
    InetSocketAddress rtcpDestination() {
        return controlLatch.destination();
    }

    /** {@link System#nanoTime} of the last valid packet from the party, {@link Long#MIN_VALUE} before any. */
    long lastArrival() {
        return lastArrival.getOpaque();
    }

    LegStatistics statistics() {
        return new LegStatistics(
                new InetSocketAddress(ports.address(), ports.number()),
                latch.learned(),
                latch.destination(),
                controlLatch.destination(),
                measure.rtp(),
                measure.rtcp(),
                new LegStatistics.Dropped(
                        classify.foreign() + classifyControl.foreign(),
                        check.malformed(),
                        latch.strangers() + controlLatch.strangers(),
                        forward.unsent()),
                lastArrival());
    }
}
