package io.carillon.sip.transaction;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** A stack, "server", that answers as a test says. */
abstract class ServerStage {
    private static final Timers FAST = new Timers(40, 160, 100, 200, 2_000);
    final LinkedBlockingQueue<SipRequest> acks = new LinkedBlockingQueue<>();
    final SipStack server = stack("server", Set.of(Transport.UDP, Transport.TCP));

    static SipStack stack(String name, Set<Transport> transports) {
        return stack(name, transports, FAST);
    }

    static SipStack stack(String name, Set<Transport> transports, Timers timers) {
        var stack = SipStack.builder()
                .listen(new ListeningPoint(name, loopback(0), "127.0.0.1", transports))
                .timers(timers)
                .build();
        try {
            stack.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return stack;
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    void serverDoes(Consumer<ServerTransaction> behaviour) {
        server.handler("server", new RequestHandler() {
            @Override
            public void onRequest(ServerTransaction transaction) {
                behaviour.accept(transaction);
            }

            @Override
            public void onAck(SipRequest ack, Arrival arrival) {
                acks.add(ack);
            }
        });
    }
}
