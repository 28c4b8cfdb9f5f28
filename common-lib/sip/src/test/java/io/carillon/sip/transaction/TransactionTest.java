package io.carillon.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.SipClient.Event;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two stacks, or one and a bare socket, over loopback. */
class TransactionTest {
    private static final Timers FAST = new Timers(40, 160, 100, 200, 2_000);
    private final LinkedBlockingQueue<SipRequest> acks = new LinkedBlockingQueue<>();
    private final SipStack server = stack("server", Set.of(Transport.UDP, Transport.TCP));
    private final SipStack client = stack("client", Set.of(Transport.UDP, Transport.TCP));

    private static SipStack stack(String name, Set<Transport> transports) {
        var stack = SipStack.builder()
                .listen(new ListeningPoint(name, loopback(0), "127.0.0.1", transports))
                .timers(FAST)
                .build();
        try {
            stack.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return stack;
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private void serverDoes(Consumer<ServerTransaction> behaviour) {
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

    private SipRequest request(String method) {
        return SipRequest.create(method, "sip:bob@" + server.sentBy("server"))
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<sip:alice@example.org>;tag=a")
                .append(HeaderName.TO, "<sip:bob@example.org>")
                .append(HeaderName.CALL_ID, "call-" + System.nanoTime())
                .append(HeaderName.CSEQ, "1 " + method)
                .build();
    }

    private Hop toServer(Transport transport) {
        return new Hop(transport, server.address("server"));
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void a_request_gets_its_answer(Transport transport) {
        serverDoes(transaction -> transaction.respond(200));
        var response = client.client("client").ask(request(Method.OPTIONS), toServer(transport));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.toTag()).isPresent();
        assertThat(response.topVia().transport()).isEqualTo(transport.name());
    }

    @Test
    void a_large_request_takes_tcp_and_udp_where_tcp_is_refused() {
        serverDoes(transaction -> transaction.respond(transaction
                .request()
                .reply(200)
                .append(HeaderName.SUBJECT, transaction.arrival().transport())
                .build()));
        var large = request(Method.MESSAGE)
                .edit()
                .body("text/plain", "x".repeat(1_500))
                .build();
        var overTcp = client.client("client").ask(large, toServer(Transport.UDP));
        assertThat(overTcp.first(HeaderName.SUBJECT)).contains("TCP");

        try (var plain = stack("server", Set.of(Transport.UDP))) {
            plain.handler("server", transaction -> transaction.respond(202));
            var overUdp = client.client("client").ask(large, Hop.udp(plain.address("server")));
            assertThat(overUdp.status()).isEqualTo(202);
        }
    }

    @Test
    void invite_with_failure_is_acknowledged_by_the_transaction() {
        serverDoes(transaction -> {
            transaction.respond(180);
            transaction.respond(486);
        });
        var exchange = client.client("client").start(request(Method.INVITE), toServer(Transport.UDP));
        assertThat(exchange.next()).isInstanceOf(Event.Provisional.class);
        assertThat(exchange.next())
                .isInstanceOfSatisfying(
                        Event.Final.class,
                        it -> assertThat(it.response().status()).isEqualTo(486));
        await(() -> server.statistics().serverTransactions() == 0);
        assertThat(acks).isEmpty();
    }

    @Test
    void cancel_waits_for_the_first_provisional_response() throws Exception {
        var cancelled = new CountDownLatch(1);
        var invite = new LinkedBlockingQueue<ServerTransaction>();
        serverDoes(transaction -> {
            transaction.onCancel(() -> {
                transaction.respond(487);
                cancelled.countDown();
            });
            invite.add(transaction);
        });
        var exchange = client.client("client").start(request(Method.INVITE), toServer(Transport.UDP));
        var received = take(invite);
        exchange.cancel();
        assertThat(received.isCancelled()).isFalse();
        received.respond(180);
        assertThat(cancelled.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(exchange.next()).isInstanceOf(Event.Provisional.class);
        assertThat(exchange.next())
                .isInstanceOfSatisfying(
                        Event.Final.class,
                        it -> assertThat(it.response().status()).isEqualTo(487));
    }

    @Test
    void two_hundred_is_passed_up_each_time_and_its_ack_reaches_the_user() throws Exception {
        serverDoes(transaction -> {
            var ok = transaction.request().reply(200).toTag("b").build();
            transaction.respond(ok);
            transaction.respond(ok);
        });
        var exchange = client.client("client").start(request(Method.INVITE), toServer(Transport.UDP));
        assertThat(exchange.next()).isInstanceOf(Event.Final.class);
        assertThat(exchange.next()).isInstanceOf(Event.Final.class);
        var ack = request(Method.ACK);
        client.sendAck(ack, toServer(Transport.UDP), "client");
        assertThat(take(acks).callId()).isEqualTo(ack.callId());
    }

    @Test
    void no_answer_is_a_timeout_after_retransmissions() {
        serverDoes(transaction -> {});
        var response = client.client("client").ask(request(Method.OPTIONS), toServer(Transport.UDP));
        assertThat(response.status()).isEqualTo(408);
        assertThat(client.statistics().retransmissions()).isGreaterThan(2);
        assertThat(server.statistics().serverTransactions()).isEqualTo(1);
    }

    @Test
    void a_refused_connection_is_a_transport_failure() throws Exception {
        int free;
        try (var probe = new java.net.ServerSocket(0)) {
            free = probe.getLocalPort();
        }
        var response = client.client("client").ask(request(Method.OPTIONS), Hop.tcp(loopback(free)));
        assertThat(response.status()).isEqualTo(503);
    }

    @Test
    void a_retransmission_is_absorbed_and_answered_from_store() throws Exception {
        var seen = new LinkedBlockingQueue<ServerTransaction>();
        serverDoes(transaction -> {
            seen.add(transaction);
            transaction.respond(200);
        });
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var text = raw(socket.getLocalPort());
            for (int i = 0; i < 3; i++) {
                send(socket, text);
                assertThat(receive(socket)).startsWith("SIP/2.0 200 OK");
            }
        }
        assertThat(seen).hasSize(1);
    }

    @Test
    void received_and_rport_tell_the_true_source() throws Exception {
        serverDoes(transaction -> transaction.respond(200));
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            send(socket, raw(9).replace("127.0.0.1:9;", "192.0.2.99:9;rport;"));
            assertThat(receive(socket)).contains("received=127.0.0.1").contains("rport=" + socket.getLocalPort());
        }
    }

    @Test
    void broken_requests_get_400_and_the_next_good_one_works() throws Exception {
        serverDoes(transaction -> transaction.respond(200));
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            send(socket, "\0\1\2 garbage \n");
            send(socket, raw(socket.getLocalPort()).replace("CSeq: 1 OPTIONS", "CSeq: one OPTIONS"));
            assertThat(receive(socket)).startsWith("SIP/2.0 400 ");
            send(socket, raw(socket.getLocalPort()));
            assertThat(receive(socket)).startsWith("SIP/2.0 200 OK");
        }
        assertThat(server.statistics().malformed()).isEqualTo(1);
    }

    @Test
    void a_stream_is_framed_whatever_its_pieces_and_pinged() throws Exception {
        serverDoes(transaction -> transaction.respond(200));
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), server.address("server").getPort())) {
            socket.setSoTimeout(5_000);
            var one = raw(5060).replace("UDP", "TCP").replace("Content-Length: 0", "l : 2") + "hi";
            var two = raw(5060).replace("UDP", "TCP").replace("z9hG4bK", "z9hG4bKsecond");
            var both = ("\r\n\r\n" + one + "\r\n" + two).getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at < both.length; at += 37) {
                socket.getOutputStream().write(both, at, Math.min(37, both.length - at));
                socket.getOutputStream().flush();
            }
            var read = new StringBuilder();
            var buffer = new byte[8_192];
            while (read.toString().split("SIP/2.0 200 OK", -1).length < 3) {
                int count = socket.getInputStream().read(buffer);
                assertThat(count).isPositive();
                read.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
            assertThat(read.toString()).startsWith("\r\nSIP/2.0 200 OK");
        }
    }

    @Test
    void a_stream_without_content_length_hears_400_and_is_closed() throws Exception {
        serverDoes(transaction -> transaction.respond(200));
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), server.address("server").getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(raw(5060).replace("Content-Length: 0\r\n", "").getBytes(StandardCharsets.UTF_8));
            var said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said).startsWith("SIP/2.0 400 Missing Content-Length");
        }
    }

    @Test
    void failures_of_the_user_become_answers() {
        serverDoes(transaction -> {
            throw new io.carillon.sip.message.SipParseException(416, "Unsupported URI Scheme");
        });
        assertThat(client.client("client")
                        .ask(request(Method.OPTIONS), toServer(Transport.UDP))
                        .status())
                .isEqualTo(416);
        serverDoes(transaction -> transaction.onLane(() -> {
            throw new IllegalStateException("expected by the test");
        }));
        assertThat(client.client("client")
                        .ask(request(Method.OPTIONS), toServer(Transport.UDP))
                        .status())
                .isEqualTo(500);
    }

    @Test
    void a_draining_stack_sheds_new_requests_and_passes_emergency_calls() {
        serverDoes(transaction -> transaction.respond(200));
        server.drain(Duration.ofMillis(50));
        var shed = client.client("client").ask(request(Method.OPTIONS), toServer(Transport.UDP));
        assertThat(shed.status()).isEqualTo(503);
        assertThat(shed.number(HeaderName.RETRY_AFTER)).isPresent();
        var emergency = request(Method.INVITE).edit().uri("urn:service:sos").build();
        assertThat(client.client("client")
                        .ask(emergency, toServer(Transport.UDP))
                        .status())
                .isEqualTo(200);
        assertThat(server.statistics().shed()).isEqualTo(1);
    }

    @Test
    void cancel_without_its_invite_is_481() {
        serverDoes(transaction -> transaction.respond(200));
        var response = client.client("client").ask(request(Method.CANCEL), toServer(Transport.UDP));
        assertThat(response.status()).isEqualTo(481);
    }

    private String raw(int port) {
        return String.join(
                "\r\n",
                "OPTIONS sip:bob@127.0.0.1 SIP/2.0",
                "Via: SIP/2.0/UDP 127.0.0.1:" + port + ";branch=z9hG4bKraw",
                "From: <sip:alice@example.org>;tag=a",
                "To: <sip:bob@example.org>",
                "Call-ID: raw@127.0.0.1",
                "CSeq: 1 OPTIONS",
                "Content-Length: 0",
                "",
                "");
    }

    private void send(DatagramSocket socket, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, server.address("server")));
    }

    private static String receive(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(5_000);
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private static <T> T take(LinkedBlockingQueue<T> queue) throws InterruptedException {
        var taken = queue.poll(5, TimeUnit.SECONDS);
        assertThat(taken).isNotNull();
        return taken;
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(10)).until(condition::getAsBoolean);
    }
}
