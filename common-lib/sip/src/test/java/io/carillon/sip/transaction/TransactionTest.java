package io.carillon.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.SipClient.Event;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Transport;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two stacks over loopback. */
class TransactionTest extends ServerStage {
    private final SipStack client = stack("client", Set.of(Transport.UDP, Transport.TCP));

    @AfterEach
    void closeClient() {
        client.close();
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
    void cancel_without_its_invite_is_481() {
        serverDoes(transaction -> transaction.respond(200));
        var response = client.client("client").ask(request(Method.CANCEL), toServer(Transport.UDP));
        assertThat(response.status()).isEqualTo(481);
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
