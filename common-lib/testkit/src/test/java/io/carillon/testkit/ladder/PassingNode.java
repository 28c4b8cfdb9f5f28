package io.carillon.testkit.ladder;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/** The node under test of these tests: a proxy that sends everything to one place. */
final class PassingNode implements RequestHandler, AutoCloseable {
    private final SipStack stack;
    private final Proxy proxy;
    private final Hop next;

    PassingNode(InetSocketAddress next) throws IOException {
        this.next = Hop.udp(next);
        this.stack = SipStack.builder()
                .listen(new ListeningPoint(
                        "any",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        "127.0.0.1",
                        Set.of(Transport.UDP, Transport.TCP)))
                .build();
        this.proxy = new Proxy(stack);
        stack.handler("any", this);
        stack.start();
    }

    InetSocketAddress address() {
        return stack.address("any");
    }

    @Override
    public void onRequest(ServerTransaction transaction) {
        proxy.forward(transaction, Forward.to("any", new Branch(transaction.request(), next)));
    }

    @Override
    public void onAck(SipRequest ack, Arrival arrival) {
        proxy.forwardAck(ack, next, "any");
    }

    @Override
    public void close() {
        stack.close();
    }
}
