package io.carillon.sip.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.admission.Firewall;
import io.carillon.sip.admission.FirewallPolicy;
import io.carillon.sip.admission.Rate;
import io.carillon.sip.dialog.UserAgent;
import io.carillon.sip.dialog.UserAgentCall;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.proxy.Routes;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.SipStackBuilder;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import io.carillon.sip.transport.TransportSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Attackers of every kind at once upon a proxy behind its firewall, for 24 seconds or {@code -Dcarillon.flood=600}: each
 * call beside them succeeds, memory is the same in the middle and at the end, and nothing of them stays.
 */
class FloodTest {
    private static final int SECONDS = Integer.getInteger("carillon.flood", 24);
    private static final String SIP = "sip";
    /** What the proxy remembers, it forgets in a third of the shortest flood. */
    private static final Timers SHORT = new Timers(100, 800, 500, 1_000, 20_000);

    private static final FirewallPolicy POLICY = new FirewallPolicy(
            List.of(), List.of(), List.of(), Rate.UNLIMITED, new Rate(50, 50), 200, Duration.ofSeconds(2));

    private final Firewall firewall = new Firewall(Set.of(), POLICY);
    private int calls;

    @Test
    void calls_beside_a_flood_succeed_and_memory_stays_flat() throws IOException {
        try (var hole = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var proxy = start(SipStack.builder()
                        .timers(SHORT)
                        .gate(firewall)
                        .transports(TransportSettings.STANDARD
                                .bounds(100, 50)
                                .times(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ZERO)));
                var callee = start(SipStack.builder());
                var caller = start(SipStack.builder())) {
            proxy.handler(SIP, routing(proxy, hole, callee));
            callee.handler(
                    SIP,
                    agent(callee).onCall(call -> call.answer(call.reply(200).build())));
            var alice = agent(caller);
            caller.handler(SIP, alice);
            long half = TimeUnit.SECONDS.toNanos(SECONDS) / 2;
            try (var flood = Flood.upon(proxy.address(SIP))) {
                callUntil(System.nanoTime() + half, alice, caller, proxy);
                long before = used();
                callUntil(System.nanoTime() + half, alice, caller, proxy);
                long growth = used() - before;
                System.out.printf(
                        "%d calls beside a flood of %d s: %d attacks, %s, %s; heap %d kB, grown by %d kB%n",
                        calls,
                        SECONDS,
                        flood.sent(),
                        proxy.statistics(),
                        firewall.statistics(),
                        before >> 10,
                        growth >> 10);
                assertThat(growth).isLessThan(8 << 20);
                assertThat(flood.sent()).isGreaterThan(1_000L * SECONDS / 4);
                assertThat(proxy.statistics().shed()).isPositive();
                assertThat(firewall.statistics().bans()).isPositive();
            }
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                assertThat(proxy.statistics().serverTransactions()).isZero();
                assertThat(proxy.statistics().clientTransactions()).isZero();
                assertThat(proxy.statistics().connections()).isZero();
            });
        }
    }

    private static SipStack start(SipStackBuilder builder) throws IOException {
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var stack = builder.listen(new ListeningPoint(SIP, local, "127.0.0.1", Set.of(Transport.UDP, Transport.TCP)))
                .build();
        stack.start();
        return stack;
    }

    private static UserAgent agent(SipStack stack) {
        return new UserAgent(stack, SIP, () -> "<sip:" + stack.sentBy(SIP) + ">");
    }

    /** The callee is known; whoever else is called never answers. */
    private static RequestHandler routing(SipStack stack, DatagramSocket hole, SipStack callee) {
        var proxy = new Proxy(stack);
        var nobody = Hop.udp(new InetSocketAddress(hole.getLocalAddress(), hole.getLocalPort()));
        return new RequestHandler() {
            @Override
            public void onRequest(ServerTransaction transaction) {
                var request = popped(transaction.request());
                var forward = Forward.to(SIP, new Branch(request, next(request)));
                proxy.forward(
                        transaction,
                        request.is("INVITE") ? forward.recordRoute("<sip:" + stack.sentBy(SIP) + ";lr>") : forward);
            }

            @Override
            public void onAck(SipRequest ack, Arrival arrival) {
                var request = popped(ack);
                proxy.forwardAck(request, next(request), SIP);
            }

            private SipRequest popped(SipRequest request) {
                return Routes.popOwn(request, uri -> stack.isOwn(uri.host(), uri.port()))
                        .request();
            }

            private Hop next(SipRequest request) {
                return request.uri().contains("nobody") ? nobody : Hop.udp(callee.address(SIP));
            }
        };
    }

    /** Ten calls a second, which is what the firewall lets one phone do. */
    private void callUntil(long end, UserAgent alice, SipStack caller, SipStack proxy) {
        while (System.nanoTime() < end) {
            var invite = SipRequest.create("INVITE", "sip:bob@" + proxy.sentBy(SIP))
                    .append(HeaderName.MAX_FORWARDS, 70)
                    .append(HeaderName.FROM, "<sip:alice@example.org>;tag=a" + calls)
                    .append(HeaderName.TO, "<sip:bob@example.org>")
                    .append(HeaderName.CALL_ID, "beside-the-flood-" + calls)
                    .append(HeaderName.CSEQ, "1 INVITE")
                    .build();
            var call = alice.call(invite, Hop.udp(proxy.address(SIP)));
            assertThat(outcome(call)).as("call %d", calls).isInstanceOf(UserAgentCall.Event.Answered.class);
            assertThat(call.bye().status()).as("BYE of call %d", calls).isEqualTo(200);
            calls++;
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static UserAgentCall.Event outcome(UserAgentCall call) {
        while (true) {
            var event = call.next(Duration.ofMinutes(1)).orElseThrow();
            if (!(event instanceof UserAgentCall.Event.Progress)) {
                return event;
            }
        }
    }

    private static long used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
