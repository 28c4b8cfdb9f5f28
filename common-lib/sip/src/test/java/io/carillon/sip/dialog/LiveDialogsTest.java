package io.carillon.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.peer.WirePeer;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * So many dialogs at a time in one back-to-back user agent, two for each answered call:
 * {@code ./mvnw -pl common-lib/sip test -Dtest=LiveDialogsTest -Dcarillon.live=100000} prints what one of them holds and
 * what the next ones cost.
 */
@EnabledIfSystemProperty(named = "carillon.live", matches = "\\d+")
class LiveDialogsTest {
    private static final int STEPS = 10;
    /** What a socket buffer holds. */
    private static final int BURST = 50;
    /** Transactions are over soon; what is left of a call is its dialogs. */
    private static final Timers SHORT = new Timers(100, 800, 500, 500, 600_000);

    private static final String SESSION =
            "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\n" + "a=padding\r\n".repeat(60);

    private final WirePeer alice = new WirePeer("alice");
    private final WirePeer bob = new WirePeer("bob");
    private final Set<String> answered = new HashSet<>();

    @Test
    void memory_is_told_and_cost_is_flat() throws IOException {
        int calls = Integer.getInteger("carillon.live") / 2;
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (alice;
                bob;
                var stack = SipStack.builder()
                        .listen(new ListeningPoint("core", local, "127.0.0.1", Set.of(Transport.UDP)))
                        .timers(SHORT)
                        .build()) {
            stack.start();
            var agent = new B2bua(stack);
            stack.handler("core", served(agent));
            Thread.ofVirtual().start(this::answerAll);
            call(stack, STEPS * BURST); // what is there once only
            long before = used(stack);
            int early = agent.size();
            var micros = new double[STEPS];
            for (int step = 0; step < STEPS; step++) {
                long cpu = cpu();
                call(stack, calls / STEPS);
                micros[step] = (cpu() - cpu) / 1e3 / (calls / STEPS);
            }
            answered.clear();
            long held = (used(stack) - before) / (agent.size() - early);
            System.out.printf(
                    "%d dialogs of %d calls: %d bytes each, %d a call; CPU-µs of a call with its peers in turn %s%n",
                    2 * agent.size(), agent.size(), held / 2, held, Arrays.toString(micros));
            assertThat(agent.size()).isEqualTo(early + calls);
        }
    }

    private RequestHandler served(B2bua agent) {
        var target = Target.of("sip:callee@" + bob.sentBy(), "core");
        return new RequestHandler() {
            @Override
            public void onRequest(ServerTransaction transaction) {
                agent.connect(transaction, target, new CallHooks() {});
            }

            @Override
            public void onAck(SipRequest ack, Arrival arrival) {
                agent.onAck(ack);
            }
        };
    }

    private void answerAll() {
        try {
            while (true) {
                var request = bob.take();
                if (request.is("INVITE")) {
                    bob.reply(
                            request,
                            bob.complete(request, 200)
                                    .body("application/sdp", SESSION)
                                    .build());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** So many more calls, each answered and acknowledged. */
    private void call(SipStack stack, int more) {
        int wanted = answered.size() + more;
        while (answered.size() < wanted) {
            int burst = Math.min(BURST, wanted - answered.size());
            int there = answered.size() + burst;
            for (int i = 0; i < burst; i++) {
                var invite = alice.request("INVITE", "sip:bob@example.org")
                        .edit()
                        .append(HeaderName.SUPPORTED, "100rel, timer, precondition, path, gruu")
                        .body("application/sdp", SESSION)
                        .build();
                alice.send(invite, stack.address("core"));
            }
            while (answered.size() < there) {
                acknowledge(stack, alice.expect(200));
            }
        }
    }

    private void acknowledge(SipStack stack, SipResponse answer) {
        answered.add(answer.callId());
        var ack = SipRequest.create(
                        "ACK", answer.address(HeaderName.CONTACT).orElseThrow().uri())
                .append(HeaderName.VIA, "SIP/2.0/UDP " + alice.sentBy() + ";branch=z9hG4bK-ack-" + answer.callId())
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, answer.from())
                .append(HeaderName.TO, answer.to())
                .append(HeaderName.CALL_ID, answer.callId())
                .append(HeaderName.CSEQ, answer.cseq().number() + " ACK")
                .build();
        alice.send(ack, stack.address("core"));
    }

    /** Of the heap when no transaction is left. */
    private static long used(SipStack stack) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> stack.statistics().serverTransactions()
                                + stack.statistics().clientTransactions()
                        == 0);
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
