package io.carillon.sip.transport;

import io.carillon.sip.message.SipMessage;
import java.net.InetSocketAddress;

/** Sees every message as it is on the wire: the trace. Called on I/O threads; must not wait. */
public interface MessageObserver {
    MessageObserver NONE = new MessageObserver() {
        @Override
        public void received(SipMessage message, Arrival arrival) {}

        @Override
        public void sent(SipMessage message, Transport transport, InetSocketAddress local, InetSocketAddress remote) {}
    };

    void received(SipMessage message, Arrival arrival);

    void sent(SipMessage message, Transport transport, InetSocketAddress local, InetSocketAddress remote);
}
