package io.carillon.rtpproxy.pipeline;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Gives out port pairs of a range in turn, so that a port rests before it is used again. */
final class PortPool {
    private static final int SOCKET_BUFFER = 256 * 1024;

    private final int first;
    private final int pairs;
    private final Map<InetAddress, Usage> usages = new HashMap<>();

    private static final class Usage {
        final BitSet taken = new BitSet();
        int next;
    }

    PortPool(int lowest, int highest) {
        this.first = lowest + (lowest & 1);
        this.pairs = (highest - first + 1) / 2;
        if (lowest < 1 || highest > 65_535 || pairs < 1) {
            throw new IllegalArgumentException("no port pair in " + lowest + "-" + highest);
        }
    }

    synchronized PortPair open(InetAddress address) throws PortsExhausted {
        Usage usage = usages.computeIfAbsent(address, _ -> new Usage());
        for (int tried = 0; tried < pairs; tried++) {
            int index = (usage.next + tried) % pairs;
            if (usage.taken.get(index)) {
                continue;
            }
            try {
                PortPair pair = bind(address, first + 2 * index);
                usage.taken.set(index);
                usage.next = (index + 1) % pairs;
                return pair;
            } catch (IOException _) {
                // Another program has it: the next pair may be free.
                continue;
            }
        }
        throw new PortsExhausted();
    }

    synchronized void release(PortPair pair) {
        Usage usage = usages.get(pair.address());
        if (usage != null) {
            usage.taken.clear((pair.number() - first) / 2);
        }
    }

    /** The share of the pairs in use at the fullest address, 0 to 1. */
    synchronized double load() {
        return usages.values().stream()
                .mapToDouble(usage -> (double) usage.taken.cardinality() / pairs)
                .max()
                .orElse(0);
    }

    private static PortPair bind(InetAddress address, int port) throws IOException {
        DatagramChannel rtp = bindOne(address, port);
        try {
            return new PortPair(address, port, rtp, bindOne(address, port + 1));
        } catch (IOException e) {
            rtp.close();
            throw e;
        }
    }

    private static DatagramChannel bindOne(InetAddress address, int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open(
                address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
            channel.bind(new InetSocketAddress(address, port));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
