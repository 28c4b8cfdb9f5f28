package io.carillon.node.sip;

import io.carillon.node.logging.CallLog;
import io.carillon.node.trace.SipReading;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.transport.Addresses;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.MessageObserver;
import io.carillon.sip.transport.Transport;
import java.net.InetSocketAddress;

/** Tells the log whose the calls are, while it wants to know. */
final class SipCallLog implements MessageObserver {
    private final MessageObserver next;
    private final CallLog calls;

    SipCallLog(MessageObserver next, CallLog calls) {
        this.next = next;
        this.calls = calls;
    }

    @Override
    public void received(SipMessage message, Arrival arrival) {
        if (calls.wants()) {
            tell(message, "from", arrival.remote());
        }
        next.received(message, arrival);
    }

    @Override
    public void sent(SipMessage message, Transport transport, InetSocketAddress local, InetSocketAddress remote) {
        if (calls.wants()) {
            tell(message, "to", remote);
        }
        next.sent(message, transport, local, remote);
    }

    private void tell(SipMessage message, String way, InetSocketAddress peer) {
        if (SipPing.asks(message)) {
            return;
        }
        SipReading reading = SipReading.of(message);
        message.first(HeaderName.CALL_ID)
                .ifPresent(callId -> calls.seen(
                        callId, reading.keys(), () -> reading.summary() + " " + way + " " + Addresses.text(peer)));
    }
}
