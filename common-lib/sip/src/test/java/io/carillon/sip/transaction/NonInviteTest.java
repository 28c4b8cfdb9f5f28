package io.carillon.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.dialog.UserAgent;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.peer.WirePeer;
import io.carillon.sip.transaction.SipClient.Event;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What who does not invite anybody hears, and how often it is served (RFC 4320, RFC 3261 §8.2.2.2). */
class NonInviteTest {
    /** A client's Timer E comes to T2 with its first retransmission. */
    private static final Timers EVEN = new Timers(250, 250, 5_000, 32_000, 181_000);

    private final WirePeer alice = new WirePeer("alice");
    private SipStack stack;

    @BeforeEach
    void start() throws IOException {
        stack = stack(Timers.STANDARD);
        stack.handler("core", NonInviteTest::answer);
    }

    private static SipStack stack(Timers timers) throws IOException {
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var stack = SipStack.builder()
                .listen(new ListeningPoint("core", local, "127.0.0.1", Set.of(Transport.UDP, Transport.TCP)))
                .timers(timers)
                .build();
        stack.start();
        return stack;
    }

    private static void answer(ServerTransaction transaction) {
        transaction.respond(100);
        transaction.respond(183);
        transaction.respond(transaction.request().uri().contains("silent") ? 408 : 200);
    }

    @AfterEach
    void close() {
        stack.close();
        alice.close();
    }

    @Test
    void over_udp_it_hears_the_final_response_and_no_other() {
        alice.send(alice.request("MESSAGE", "sip:bob@example.org"), stack.address("core"));
        var heard = new ArrayList<SipMessage>();
        await().until(() -> {
            heard.addAll(alice.rest());
            return heard.stream().anyMatch(each -> each.toString().startsWith("SIP/2.0 200"));
        });
        assertThat(heard).hasSize(1);
    }

    @Test
    void over_tcp_it_hears_that_somebody_is_at_work_and_nothing_else_before_the_final_response() throws IOException {
        var request = alice.request("MESSAGE", "sip:bob@example.org")
                .edit()
                .set(HeaderName.VIA, "SIP/2.0/TCP " + alice.sentBy() + ";branch=z9hG4bK-over-tcp")
                .build();
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), stack.address("core").getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.wire());
            var heard = new StringBuilder();
            while (!heard.toString().contains("SIP/2.0 200")) {
                heard.append((char) socket.getInputStream().read());
                assertThat(heard.length()).isLessThan(4_000);
            }
            assertThat(heard.toString()).startsWith("SIP/2.0 100").doesNotContain("SIP/2.0 183");
        }
    }

    @Test
    void timer_e_comes_to_t2_when_it_has_doubled_to_it() {
        assertThat(Timers.STANDARD.untilT2()).isEqualTo(500 + 1_000 + 2_000);
        assertThat(EVEN.untilT2()).isEqualTo(250);
        assertThat(new Timers(100, 300, 0, 0, 0).untilT2()).isEqualTo(100 + 200);
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void it_hears_that_somebody_is_at_work_when_its_timer_has_come_to_t2(Transport transport) throws Exception {
        var held = new LinkedBlockingQueue<ServerTransaction>();
        try (var server = stack(EVEN)) {
            server.handler("core", held::add);
            var message = alice.request("MESSAGE", "sip:bob@example.org")
                    .edit()
                    .removeFirst(HeaderName.VIA)
                    .build();
            var exchange = stack.client("core").start(message, new Hop(transport, server.address("core")));
            var slow = held.poll(10, TimeUnit.SECONDS);
            assertThat(exchange.next())
                    .isInstanceOfSatisfying(
                            Event.Provisional.class,
                            heard -> assertThat(heard.response().status()).isEqualTo(100));
            slow.respond(202);
            var last = exchange.next();
            while (last instanceof Event.Provisional) {
                last = exchange.next(); // to the request that was sent again meanwhile
            }
            assertThat(last)
                    .isInstanceOfSatisfying(
                            Event.Final.class,
                            heard -> assertThat(heard.response().status()).isEqualTo(202));
        }
    }

    @Test
    void it_hears_so_again_when_it_asks_again_and_nothing_after_its_answer() throws Exception {
        var held = new LinkedBlockingQueue<ServerTransaction>();
        try (var server = stack(EVEN)) {
            server.handler("core", held::add);
            var message = alice.request("MESSAGE", "sip:bob@example.org");
            alice.send(message, server.address("core"));
            alice.expect(100);
            alice.send(message, server.address("core"));
            alice.expect(100);
            held.remove().respond(202);
            alice.expect(202);

            alice.send(alice.request("MESSAGE", "sip:carol@example.org"), server.address("core"));
            held.take().respond(202);
            alice.expect(202);
            var later = new CountDownLatch(1);
            server.schedule(later::countDown, Duration.ofMillis(EVEN.untilT2()));
            assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(alice.rest()).isEmpty();
        }
    }

    @Test
    void it_hears_no_timeout_that_its_own_timer_has_told_it_of() {
        alice.send(alice.request("MESSAGE", "sip:silent@example.org"), stack.address("core"));
        alice.send(alice.request("MESSAGE", "sip:bob@example.org"), stack.address("core"));
        alice.expect(200);
        assertThat(alice.rest()).isEmpty();
    }

    @Test
    void a_request_that_comes_on_two_ways_is_served_once() {
        stack.handler(
                "core", new UserAgent(stack, "core", "<sip:core>").onOther(transaction -> transaction.respond(200)));
        var first = alice.request("MESSAGE", "sip:bob@example.org");
        alice.send(first, stack.address("core"));
        alice.expect(200);
        alice.send(
                first.edit()
                        .set(HeaderName.VIA, "SIP/2.0/UDP " + alice.sentBy() + ";branch=z9hG4bK-other-way")
                        .build(),
                stack.address("core"));
        alice.expect(482);
        alice.send(first, stack.address("core")); // the same on the same way is the same answer
        alice.expect(200);
    }
}
