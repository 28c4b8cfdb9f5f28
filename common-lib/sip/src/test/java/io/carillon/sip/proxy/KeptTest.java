package io.carillon.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.peer.LiveHeap;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What a proxy keeps of requests that have their final response, for half a minute each (RFC 3261 §17.2.2, RFC 6026 §7): at
 * a thousand calls a second it is most of what the collector has to look at.
 */
@Isolated("the heap is nobody else's")
@TestInstance(Lifecycle.PER_CLASS) // nothing that an earlier test has left is freed under a later one
class KeptTest {
    private static final int WARM_UP = 200;
    private static final int COUNTED = 1_000;
    /** No more than a socket's buffer holds. */
    private static final int BURST = 20;
    /** What a count may be wrong by: somebody else's object, a call on its way. */
    private static final int STRAY = 50;
    /** Nothing ends while it is counted. */
    private static final Timers LONG = new Timers(600_000, 600_000, 600_000, 600_000, 600_000);

    private static final String SESSION =
            "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\n" + "a=padding\r\n".repeat(60);

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private DatagramSocket alice;
    private DatagramSocket bob;
    private SipStack stack;
    private Proxy proxy;

    @BeforeAll
    void start() throws IOException {
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        alice = new DatagramSocket(local);
        bob = new DatagramSocket(local);
        stack = SipStack.builder()
                .listen(new ListeningPoint("core", local, "127.0.0.1", Set.of(Transport.UDP)))
                .timers(LONG)
                .build();
        stack.start();
        proxy = new Proxy(stack);
        reads(alice, packet -> {
            if (status(packet) >= 200) {
                answered.incrementAndGet();
            }
        });
        reads(bob, this::reply);
    }

    @AfterAll
    void stop() {
        stack.close();
        alice.close();
        bob.close();
    }

    private static int status(DatagramPacket packet) {
        return Integer.parseInt(new String(packet.getData(), 8, 3, StandardCharsets.US_ASCII));
    }

    private void reply(DatagramPacket packet) {
        var request = (SipRequest) SipMessage.parse(packet.getData(), 0, packet.getLength());
        if (request.uri().startsWith("sip:busy")) {
            if (!request.is("ACK")) {
                send(bob, request.reply(486).toTag("bob").build(), packet.getSocketAddress());
            }
            return;
        }
        var answer = request.reply(200).toTag("bob").append(HeaderName.CONTACT, "<sip:bob@192.0.2.1>");
        var complete = request.is("INVITE") ? answer.body("application/sdp", SESSION) : answer;
        send(bob, complete.build(), packet.getSocketAddress());
    }

    private static void reads(DatagramSocket socket, Consumer<DatagramPacket> reader) {
        Thread.ofVirtual().start(() -> {
            var packet = new DatagramPacket(new byte[65_535], 65_535);
            while (!socket.isClosed()) {
                try {
                    packet.setLength(65_535);
                    socket.receive(packet);
                    reader.accept(packet);
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private static void send(DatagramSocket from, SipMessage message, SocketAddress to) {
        try {
            from.send(new DatagramPacket(message.wire(), message.size(), to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SipRequest request(String method, String uri) {
        int number = begun.incrementAndGet();
        return SipRequest.create(method, uri)
                .append(HeaderName.VIA, "SIP/2.0/UDP 127.0.0.1:" + alice.getLocalPort() + ";branch=z9hG4bK" + number)
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<sip:alice@example.org>;tag=a" + number)
                .append(HeaderName.TO, "<sip:bob@example.org>")
                .append(HeaderName.CALL_ID, "call-" + number)
                .append(HeaderName.CSEQ, "1 " + method)
                .append(HeaderName.CONTACT, "<sip:alice@192.0.2.2>")
                .body("application/sdp", SESSION)
                .build();
    }

    /** What one of so many requests has left behind, in bytes; no message is part of it. */
    private long kept(String method, String uri) {
        ask(WARM_UP, method, uri);
        var there = stack.statistics();
        var before = heap();
        ask(COUNTED, method, uri);
        var after = heap();
        assertThat(stack.statistics().clientTransactions()).isEqualTo(there.clientTransactions() + COUNTED);
        assertThat(stack.statistics().serverTransactions()).isEqualTo(there.serverTransactions() + COUNTED);
        assertThat(after.objects() - before.objects())
                .as("messages, and what the service had to answer them")
                .isLessThan(STRAY);
        return (after.bytes() - before.bytes()) / COUNTED;
    }

    private static LiveHeap heap() {
        return LiveHeap.now(SipRequest.class.getName(), SipResponse.class.getName(), Service.class.getName());
    }

    private void ask(int requests, String method, String uri) {
        for (int sent = 0; sent < requests; sent += BURST) {
            int expected = answered.get() + BURST;
            for (int i = 0; i < BURST; i++) {
                send(alice, request(method, uri), stack.address("core"));
            }
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> answered.get() >= expected && stack.lanes().size() == 0);
        }
    }

    /** As one that anchors media: it must know both sides' messages until the call is answered. */
    private record Service(SipRequest request) {
        SipResponse edited(SipResponse response) {
            return response.edit()
                    .set(HeaderName.SUBJECT, request.callId())
                    .body("application/sdp", SESSION)
                    .build();
        }
    }

    private Hop toBob() {
        return Hop.udp(new InetSocketAddress(bob.getLocalAddress(), bob.getLocalPort()));
    }

    private void serves() {
        stack.handler("core", transaction -> {
            var service = new Service(transaction.request());
            proxy.forward(
                    transaction,
                    Forward.to("core", new Branch(transaction.request(), toBob()))
                            .recordRoute("<sip:proxy.example.org;session="
                                    + transaction.request().callId() + ";lr>")
                            .onLaneResponse(service::edited, further -> {
                                throw new SipFailure(481);
                            }));
        });
    }

    @Test
    void of_an_answered_call_its_answer_is_kept_and_little_else() {
        serves();
        assertThat(kept("INVITE", "sip:bob@example.org")).isLessThan(2_500);
    }

    @Test
    void where_no_service_edits_it_not_even_that() {
        stack.handler(
                "core",
                transaction ->
                        proxy.forward(transaction, Forward.to("core", new Branch(transaction.request(), toBob()))));
        assertThat(kept("INVITE", "sip:bob@example.org")).isLessThan(1_500);
    }

    @Test
    void of_a_refused_call_the_refusal_and_its_ack_are_kept() {
        serves();
        assertThat(kept("INVITE", "sip:busy@example.org")).isLessThan(2_500);
    }

    @Test
    void of_any_other_request_the_answer_is_kept() {
        serves();
        assertThat(kept("MESSAGE", "sip:bob@example.org")).isLessThan(2_000);
    }
}
