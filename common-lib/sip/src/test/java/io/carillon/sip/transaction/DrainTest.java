package io.carillon.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stack that is about to close, and another one that has not heard of it. */
class DrainTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final LinkedBlockingQueue<ServerTransaction> calls = new LinkedBlockingQueue<>();
    private final SipStack server = ServerStage.stack("server", Set.of(Transport.UDP), Timers.STANDARD);
    private final SipStack client = ServerStage.stack("client", Set.of(Transport.UDP), Timers.STANDARD);

    DrainTest() {
        server.handler("server", transaction -> {
            if (transaction.request().is(Method.INVITE)) {
                calls.add(transaction);
            } else {
                transaction.respond(200);
            }
        });
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private SipRequest request(String method, String uri) {
        return SipRequest.create(method, uri)
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<sip:alice@example.org>;tag=a")
                .append(HeaderName.TO, "<sip:bob@example.org>")
                .append(HeaderName.CALL_ID, "call-" + System.nanoTime())
                .append(HeaderName.CSEQ, "1 " + method)
                .build();
    }

    private SipResponse asks(String uri) {
        return client.client("client").ask(request(Method.OPTIONS, uri), Hop.udp(server.address("server")));
    }

    private void refusesWhoAsks() {
        await().untilAsserted(
                        () -> assertThat(asks("sip:bob@example.org").status()).isEqualTo(503));
    }

    @Test
    void new_requests_are_shed_and_emergency_calls_pass() {
        server.drain(LONG, SHORT);

        var shed = asks("sip:bob@example.org");

        assertThat(shed.status()).isEqualTo(503);
        assertThat(shed.number(HeaderName.RETRY_AFTER)).isPresent();
        assertThat(asks("urn:service:sos").status()).isEqualTo(200);
        assertThat(server.statistics().shed()).isEqualTo(1);
    }

    @Test
    void it_stays_with_nothing_to_do_for_those_who_have_not_heard() throws InterruptedException {
        var draining = Thread.ofVirtual().start(() -> server.drain(LONG, LONG));

        refusesWhoAsks();

        assertThat(draining.join(SHORT.multipliedBy(4))).isFalse();
        draining.interrupt();
        assertThat(draining.join(LONG)).isTrue();
    }

    @Test
    void a_call_that_rings_is_waited_for() throws InterruptedException {
        client.client("client").start(request(Method.INVITE, "sip:bob@example.org"), Hop.udp(server.address("server")));
        var ringing = calls.poll(30, TimeUnit.SECONDS);
        assertThat(ringing).isNotNull();
        ringing.respond(180);
        var draining = Thread.ofVirtual().start(() -> server.drain(LONG, SHORT));
        refusesWhoAsks();
        assertThat(draining.join(SHORT.multipliedBy(4))).isFalse();

        ringing.respond(200);

        assertThat(draining.join(LONG)).isTrue();
    }

    @Test
    void what_a_user_holds_is_waited_for() throws InterruptedException {
        var release = server.hold();
        var draining = Thread.ofVirtual().start(() -> server.drain(LONG, SHORT));
        assertThat(draining.join(SHORT.multipliedBy(4))).isFalse();

        release.run();

        assertThat(draining.join(LONG)).isTrue();
    }

    @Test
    void what_rings_when_the_time_is_up_is_cut_off_on_both_sides() {
        var callee = ServerStage.stack("callee", Set.of(Transport.UDP), Timers.STANDARD);
        try (callee) {
            var cancelled = new CompletableFuture<List<String>>();
            callee.handler("callee", transaction -> {
                transaction.onCancel(() -> {
                    cancelled.complete(transaction.cancelReasons());
                    transaction.respond(487);
                });
                transaction.respond(180);
            });
            var proxy = new Proxy(server);
            server.handler(
                    "server",
                    transaction -> proxy.forward(
                            transaction,
                            Forward.to(
                                    "server", new Branch(transaction.request(), Hop.udp(callee.address("callee"))))));
            var call = rings();

            assertThat(server.drain(SHORT, SHORT)).isFalse();
            server.cutOff(LONG);

            var end = ended(call);
            assertThat(end.status()).isEqualTo(480);
            assertThat(end.first(HeaderName.REASON)).contains("SIP;cause=503;text=\"node stops\"");
            assertThat(cancelled).isCompletedWithValue(List.of("SIP;cause=503;text=\"node stops\""));
        }
    }

    @Test
    void a_caller_hears_the_end_though_the_called_side_says_nothing_more() {
        server.handler("server", transaction -> transaction.respond(180));
        var call = rings();

        server.drain(SHORT, SHORT);
        server.cutOff(SHORT);

        assertThat(ended(call).status()).isEqualTo(480);
    }

    private SipClient.Exchange rings() {
        var call = client.client("client")
                .start(request(Method.INVITE, "sip:bob@example.org"), Hop.udp(server.address("server")));
        await().until(() -> call.next(LONG) instanceof SipClient.Event.Provisional(var said) && said.status() == 180);
        return call;
    }

    private static SipResponse ended(SipClient.Exchange call) {
        if (call.next(LONG) instanceof SipClient.Event.Final(var response)) {
            return response;
        }
        throw new AssertionError("no end");
    }
}
