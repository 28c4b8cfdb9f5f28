package io.carillon.rtpproxy.pipeline;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Sends the packet out of the port that faces the peer, octet for octet. */
final class Forward implements PacketNode {
    private @Nullable MediaLeg peer;
    private long unsent;

    /** Set once, before the port is read. */
    void to(MediaLeg other) {
        this.peer = other;
    }

    @Override
    public boolean pass(Packet packet) {
        MediaLeg out = peer;
        boolean sent = out != null && send(packet, out);
        if (!sent) {
            unsent++;
        }
        return sent;
    }

    private static boolean send(Packet packet, MediaLeg out) {
        boolean control = packet.kind == Packet.Kind.RTCP && !out.isMultiplexed();
        InetSocketAddress destination = control ? out.rtcpDestination() : out.rtpDestination();
        if (destination == null) {
            return false;
        }
        try {
            return (control ? out.rtcpPort() : out.rtpPort()).channel().send(packet.bytes, destination) > 0;
        } catch (IOException _) {
            // A lost media packet is counted, never more: the peer's network may come back.
            return false;
        }
    }

    /** No destination yet, a full socket buffer, or an unreachable network. */
    long unsent() {
        return unsent;
    }
}
