package io.carillon.sip.peer;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.SipStackBuilder;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** A node on a real socket, "core", between peers whose every byte the test sees. */
public abstract class ThreePeers {
    /** T1 so long that nothing is retransmitted behind a test's back. */
    protected static final Timers PATIENT = new Timers(5_000, 20_000, 100, 100, 60_000);

    /** No timer of a transaction would fire in an hour, nor would a proxy leave a silent hop by itself. */
    protected static final Timers NEVER = new Timers(3_600_000, 3_600_000, 100, 100, 3_600_000);

    protected final WirePeer alice = new WirePeer("alice");
    protected final WirePeer bob = new WirePeer("bob");
    protected final WirePeer carol = new WirePeer("carol");
    protected SipStack stack;

    protected ThreePeers(SipStackBuilder node) {
        stack = started(node);
    }

    protected static SipStackBuilder node(Timers timers, Transport... transports) {
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return SipStack.builder()
                .listen(new ListeningPoint("core", local, "127.0.0.1", Set.of(transports)))
                .timers(timers);
    }

    protected static SipStack started(SipStackBuilder node) {
        var stack = node.build();
        try {
            stack.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stack;
    }

    /** In place of the node so far: it is yet to be told what to do with a request. */
    protected void restart(Timers timers) {
        stack.close();
        stack = started(node(timers, Transport.UDP));
    }

    @AfterEach
    protected void close() {
        stack.close();
        alice.close();
        bob.close();
        carol.close();
    }

    /** Alice's. */
    protected SipRequest sends(String method) {
        return sends(alice.request(method, "sip:bob@example.org"));
    }

    protected SipRequest sends(SipRequest request) {
        alice.send(request, stack.address("core"));
        return request;
    }
}
