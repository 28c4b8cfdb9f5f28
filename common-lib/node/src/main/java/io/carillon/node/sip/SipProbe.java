package io.carillon.node.sip;

import io.carillon.node.health.FunctionalProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks each of the node's own UDP sockets, as any peer could. */
final class SipProbe implements FunctionalProbe, AutoCloseable {
    private final List<Supplier<InetSocketAddress>> points;
    /** The socket towards each point stays open: a node that does nothing probes all day. */
    private final Map<InetSocketAddress, SipPing> pings = new ConcurrentHashMap<>();

    SipProbe(List<Supplier<InetSocketAddress>> points) {
        this.points = points;
    }

    @Override
    public String name() {
        return "sip";
    }

    /** Of several points each has its own time. */
    @Override
    public boolean givesUp() {
        return points.size() == 1;
    }

    @Override
    public void check() throws IOException {
        for (Supplier<InetSocketAddress> point : points) {
            InetSocketAddress target = reachable(point.get());
            try {
                ping(target).ask();
            } catch (IOException e) {
                close(pings.remove(target)); // with whatever still comes for it
                throw e;
            }
        }
    }

    private SipPing ping(InetSocketAddress target) throws IOException {
        SipPing open = pings.get(target);
        if (open == null) {
            open = new SipPing(target);
            pings.put(target, open);
        }
        return open;
    }

    @Override
    public void close() {
        pings.values().forEach(SipProbe::close);
    }

    private static void close(@Nullable SipPing ping) {
        if (ping != null) {
            ping.close();
        }
    }

    private static InetSocketAddress reachable(InetSocketAddress bound) {
        return bound.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.getPort())
                : bound;
    }
}
