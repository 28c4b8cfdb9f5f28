package io.carillon.rtpproxy.pipeline;

import java.nio.channels.DatagramChannel;
import java.util.List;

/** One UDP port and the nodes that its packets pass in order. */
final class RelayPort {
    private final DatagramChannel channel;
    private final PacketNode[] nodes;
    private long lastArrival = System.nanoTime();

    RelayPort(DatagramChannel channel, List<PacketNode> nodes) {
        this.channel = channel;
        this.nodes = nodes.toArray(PacketNode[]::new);
    }

    DatagramChannel channel() {
        return channel;
    }

    /** Whether the packet before this one came less than {@code step} ago. */
    boolean isDense(long arrival, long step) {
        boolean dense = arrival - lastArrival < step;
        lastArrival = arrival;
        return dense;
    }

    /** False if the packet ended on its way. */
    boolean process(Packet packet) {
        for (PacketNode node : nodes) {
            if (!node.pass(packet)) {
                return false;
            }
        }
        return true;
    }
}
