package io.carillon.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.peer.WirePeer;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * So many INVITEs under way at a time in one proxy, each with a server and a client transaction:
 * {@code ./mvnw -pl common-lib/sip test -Dtest=LiveTransactionsTest -Dcarillon.live=100000} prints what one of them holds
 * and what the next ones cost.
 */
@EnabledIfSystemProperty(named = "carillon.live", matches = "\\d+")
class LiveTransactionsTest {
    private static final int STEPS = 10;
    private static final int BURST = 100;
    /** Nothing is repeated and nothing ends while it is counted. */
    private static final Timers LONG = new Timers(600_000, 600_000, 600_000, 600_000, 600_000);

    @Test
    void memory_is_told_and_cost_is_flat() throws IOException {
        int wanted = Integer.getInteger("carillon.live");
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var alice = new WirePeer("alice");
                var stack = SipStack.builder()
                        .listen(new ListeningPoint("core", local, "127.0.0.1", Set.of(Transport.UDP)))
                        .timers(LONG)
                        .limits(wanted + BURST, BURST)
                        .build()) {
            stack.start();
            var proxy = new Proxy(stack);
            var hop = io.carillon.sip.transport.Hop.udp(
                    new InetSocketAddress(silent.getLocalAddress(), silent.getLocalPort()));
            stack.handler(
                    "core",
                    transaction ->
                            proxy.forward(transaction, Forward.to("core", new Branch(transaction.request(), hop))));
            long before = used();
            var micros = new double[STEPS];
            for (int step = 0; step < STEPS; step++) {
                long cpu = ioThreads();
                begin(alice, stack, wanted / STEPS * (step + 1));
                micros[step] = (ioThreads() - cpu) / 1e3 / (wanted / STEPS);
            }
            alice.rest();
            int live = stack.statistics().serverTransactions();
            System.out.printf(
                    "%d INVITEs under way: %d bytes each; CPU-µs of each in turn %s%n",
                    live, (used() - before) / live, Arrays.toString(micros));
            assertThat(stack.statistics().clientTransactions()).isEqualTo(live);
        }
    }

    /** In bursts that a socket buffer holds, until there are so many. */
    private static void begin(WirePeer alice, SipStack stack, int total) {
        while (stack.statistics().serverTransactions() < total) {
            int there = stack.statistics().serverTransactions();
            int more = Math.min(BURST, total - there);
            for (int i = 0; i < more; i++) {
                var session =
                        "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\n" + "a=padding\r\n".repeat(60);
                alice.send(
                        alice.request("INVITE", "sip:bob@example.org")
                                .edit()
                                .append(HeaderName.SUPPORTED, "100rel, timer, precondition, path, gruu")
                                .body("application/sdp", session)
                                .build(),
                        stack.address("core"));
            }
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> stack.statistics().serverTransactions() >= there + more);
            alice.rest();
        }
    }

    private static long used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long ioThreads() {
        var threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(each -> each != null && each.getThreadName().startsWith("sip-io"))
                .mapToLong(each -> threads.getThreadCpuTime(each.getThreadId()))
                .sum();
    }
}
