package io.carillon.sip.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How many connections are open, in all and from one source: an IPv4 address, or the /64 that one IPv6 host has. */
final class ConnectionCount {
    private final int most;
    private final int mostPerSource;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<Object, Integer> sources = new ConcurrentHashMap<>();
    private final LongAdder refused = new LongAdder();

    ConnectionCount(int most, int mostPerSource) {
        this.most = most;
        this.mostPerSource = mostPerSource;
    }

    /** Takes a place; whoever gets one gives it back. */
    boolean enter(InetAddress source) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            refused.increment();
            return false;
        }
        if (sources.merge(key(source), 1, Integer::sum) > mostPerSource) {
            leave(source);
            refused.increment();
            return false;
        }
        return true;
    }

    void leave(InetAddress source) {
        open.decrementAndGet();
        sources.computeIfPresent(key(source), (ignored, count) -> count == 1 ? null : count - 1);
    }

    private static Object key(InetAddress source) {
        return source instanceof Inet6Address
                ? (Object) ByteBuffer.wrap(source.getAddress()).getLong()
                : source;
    }

    int open() {
        return open.get();
    }

    long refused() {
        return refused.sum();
    }
}
