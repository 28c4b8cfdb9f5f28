package io.carillon.testkit;

import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.MessageObserver;
import io.carillon.sip.transport.Transport;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;

/** What a UE has sent and received, one line an arrow; passed on to one who draws it. */
final class Transcript implements MessageObserver {
    private static final int KEPT = 200;

    private final MessageObserver next;
    private final ArrayDeque<String> lines = new ArrayDeque<>();

    Transcript(MessageObserver next) {
        this.next = next;
    }

    @Override
    public void received(SipMessage message, Arrival arrival) {
        add("  <- " + label(message));
        next.received(message, arrival);
    }

    @Override
    public void sent(SipMessage message, Transport transport, InetSocketAddress local, InetSocketAddress remote) {
        add("  -> " + label(message));
        next.sent(message, transport, local, remote);
    }

    /** Something that is no SIP message, such as RTP. */
    void note(String line) {
        add("  " + line);
    }

    private synchronized void add(String line) {
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.add(line);
    }

    synchronized String text() {
        return String.join("\n", lines);
    }

    private static String label(SipMessage message) {
        return switch (message) {
            case SipRequest request -> request.method() + " " + request.uri();
            case SipResponse response -> response.status() + " " + response.reason() + " (" + response.method() + ")";
        };
    }
}
