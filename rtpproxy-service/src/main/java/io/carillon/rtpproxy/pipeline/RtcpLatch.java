package io.carillon.rtpproxy.pipeline;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** RTCP on its own port comes from where the SDP says, or from the host that RTP was learned from. */
final class RtcpLatch implements PacketNode {
    private final SourceLatch rtp;
    private Signalled signalled = Signalled.NOTHING;
    private @Nullable InetSocketAddress learned;
    private long strangers;

    RtcpLatch(SourceLatch rtp) {
        this.rtp = rtp;
    }

    void reopen(Signalled next) {
        signalled = next;
        learned = null;
    }

    @Override
    public boolean pass(Packet packet) {
        InetSocketAddress source = packet.source;
        if (source.equals(signalled.rtcp()) || learned == null && comesWithRtp(source)) {
            learned = source;
        }
        if (source.equals(learned)) {
            return true;
        }
        strangers++;
        return false;
    }

    @Nullable
    InetSocketAddress destination() {
        return signalled.asymmetric() || learned == null ? signalled.rtcp() : learned;
    }

    long strangers() {
        return strangers;
    }

    private boolean comesWithRtp(InetSocketAddress source) {
        InetSocketAddress media = rtp.learned();
        return media != null && media.getAddress().equals(source.getAddress());
    }
}
