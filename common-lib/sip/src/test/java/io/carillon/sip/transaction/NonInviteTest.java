package io.carillon.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.dialog.UserAgent;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.peer.WirePeer;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What who does not invite anybody hears, and how often it is served (RFC 4320, RFC 3261 §8.2.2.2). */
class NonInviteTest {
    private final WirePeer alice = new WirePeer("alice");
    private SipStack stack;

    @BeforeEach
    void start() throws IOException {
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        stack = SipStack.builder()
                .listen(new ListeningPoint("core", local, "127.0.0.1", Set.of(Transport.UDP, Transport.TCP)))
                .build();
        stack.start();
        stack.handler("core", NonInviteTest::answer);
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
