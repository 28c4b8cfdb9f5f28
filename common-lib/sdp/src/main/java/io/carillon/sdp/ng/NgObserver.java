package io.carillon.sdp.ng;

import java.net.InetSocketAddress;

/** Sees every NG message of a client; called on the thread that asks, so that its trace context applies. */
public interface NgObserver {
    NgObserver NONE = new NgObserver() {
        @Override
        public void sent(InetSocketAddress local, InetSocketAddress proxy, NgMessage message) {}

        @Override
        public void received(InetSocketAddress local, InetSocketAddress proxy, NgMessage message) {}
    };

    /** Once a command, not once a retransmission. */
    void sent(InetSocketAddress local, InetSocketAddress proxy, NgMessage message);

    void received(InetSocketAddress local, InetSocketAddress proxy, NgMessage message);
}
