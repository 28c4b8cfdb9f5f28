package io.carillon.sip.proxy;

import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.peer.ThreePeers;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Transport;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;

/** A proxy between three peers (RFC 3261 §16). */
abstract class ProxyStage extends ThreePeers {
    /** For who waits for a time-out. */
    static final Timers HASTY = new Timers(5, 20, 20, 20, 600);

    /** How requests ended, as the service hears it. */
    final LinkedBlockingQueue<SipResponse> done = new LinkedBlockingQueue<>();

    Proxy proxy = new Proxy(stack);

    ProxyStage() {
        super(node(PATIENT, Transport.UDP));
    }

    @Override
    protected void restart(Timers timers) {
        super.restart(timers);
        proxy = new Proxy(stack);
        forwardToBob();
    }

    @BeforeEach
    void forwardToBob() {
        forwards((request, forward) -> forward);
    }

    /** Every request goes to bob, but for what the test changes. */
    void forwards(BiFunction<SipRequest, Forward, Forward> change) {
        var route = "<sip:" + stack.sentBy("core") + ";lr>";
        handle(transaction -> {
            var request = Routes.popOwn(transaction.request(), uri -> stack.isOwn(uri.host(), uri.port()))
                    .request();
            var forward = Forward.to("core", new Branch(request, bob.hop())).onDone(done::add);
            if (request.is(Method.INVITE)) {
                forward = forward.recordRoute(route);
            }
            proxy.forward(transaction, change.apply(request, forward));
        });
    }

    void handle(Consumer<ServerTransaction> behaviour) {
        stack.handler("core", new RequestHandler() {
            @Override
            public void onRequest(ServerTransaction transaction) {
                behaviour.accept(transaction);
            }

            @Override
            public void onAck(SipRequest ack, Arrival arrival) {
                var request = Routes.popOwn(ack, uri -> stack.isOwn(uri.host(), uri.port()))
                        .request();
                proxy.forwardAck(request, bob.hop(), "core");
            }
        });
    }
}
