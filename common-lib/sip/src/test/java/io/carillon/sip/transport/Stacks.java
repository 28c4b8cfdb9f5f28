package io.carillon.sip.transport;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.Timers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Stacks on loopback with one listening point, "wire", on free ports. */
final class Stacks {
    static final String WIRE = "wire";
    private static final Timers FAST = new Timers(40, 160, 100, 200, 2_000);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Stacks() {}

    static SipStack start(TransportSettings settings, Set<Transport> transports, RequestHandler handler) {
        return start(settings, transports, handler, FlowObserver.NONE);
    }

    static SipStack start(
            TransportSettings settings, Set<Transport> transports, RequestHandler handler, FlowObserver flows) {
        return start(settings, transports, handler, flows, FAST);
    }

    /** One that gives up as late as RFC 3261 says: a busy machine takes its time for a handshake. */
    static SipStack patient(TransportSettings settings, Set<Transport> transports, RequestHandler handler) {
        return start(settings, transports, handler, FlowObserver.NONE, Timers.STANDARD);
    }

    private static SipStack start(
            TransportSettings settings,
            Set<Transport> transports,
            RequestHandler handler,
            FlowObserver flows,
            Timers timers) {
        var bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var stack = SipStack.builder()
                .listen(new ListeningPoint(WIRE, bind, "127.0.0.1", transports))
                .handler(WIRE, handler)
                .transports(settings)
                .flows(flows)
                .timers(timers)
                .build();
        try {
            stack.start();
        } catch (IOException e) {
            stack.close();
            throw new UncheckedIOException(e);
        }
        return stack;
    }

    static SipRequest options(String callId) {
        return SipRequest.create("OPTIONS", "sip:bob@example.org")
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<sip:alice@example.org>;tag=a")
                .append(HeaderName.TO, "<sip:bob@example.org>")
                .append(HeaderName.CALL_ID, callId)
                .append(HeaderName.CSEQ, "1 OPTIONS")
                .build();
    }

    /** The same as text from a peer of its own. */
    static String text(String transport) {
        int number = COUNT.incrementAndGet();
        return options("text-" + number)
                .edit()
                .prepend(HeaderName.VIA, "SIP/2.0/" + transport + " peer.invalid;branch=z9hG4bK-text-" + number)
                .build()
                .toString();
    }
}
