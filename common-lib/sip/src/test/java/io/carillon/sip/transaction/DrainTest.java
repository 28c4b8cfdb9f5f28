package io.carillon.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Transport;
import java.time.Duration;
import java.util.Set;
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
}
