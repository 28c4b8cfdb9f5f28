package io.carillon.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.peer.WirePeer;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy on a real socket between peers whose every byte the test sees (RFC 3261 §16). */
class ProxyTest {
    /** T1 so long that nothing is retransmitted behind a test's back, but where a test waits for a time-out. */
    private static final Timers PATIENT = new Timers(5_000, 20_000, 100, 100, 60_000);

    private static final Timers HASTY = new Timers(5, 20, 20, 20, 600);

    private final WirePeer alice = new WirePeer("alice");
    private final WirePeer bob = new WirePeer("bob");
    private final WirePeer carol = new WirePeer("carol");
    private final LinkedBlockingQueue<SipResponse> done = new LinkedBlockingQueue<>();
    private SipStack stack = stack(PATIENT);
    private Proxy proxy = new Proxy(stack);

    private static SipStack stack(Timers timers) {
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var stack = SipStack.builder()
                .listen(new ListeningPoint("core", local, "127.0.0.1", Set.of(Transport.UDP)))
                .timers(timers)
                .build();
        try {
            stack.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return stack;
    }

    private void hurry() {
        restart(HASTY);
    }

    private void restart(Timers timers) {
        stack.close();
        stack = stack(timers);
        proxy = new Proxy(stack);
    }

    @BeforeEach
    void forwardToBob() {
        forwards((request, forward) -> forward);
    }

    /** Every request goes to bob, but for what the test changes. */
    private void forwards(BiFunction<SipRequest, Forward, Forward> change) {
        var route = "<sip:" + stack.sentBy("core") + ";lr>";
        handle(transaction -> {
            var request = Routes.popOwn(transaction.request(), uri -> stack.isOwn(uri.host(), uri.port()))
                    .request();
            var forward = Forward.to("core", new Branch(request, bob.hop())).onDone(done::add);
            if (request.is(Method.INVITE)) {
                forward = forward.recordRoute(route);
            }
            proxy.forward(transaction, change.apply(request, forward));
        });
    }

    private void handle(java.util.function.Consumer<ServerTransaction> behaviour) {
        stack.handler("core", new RequestHandler() {
            @Override
            public void onRequest(ServerTransaction transaction) {
                behaviour.accept(transaction);
            }

            @Override
            public void onAck(SipRequest ack, Arrival arrival) {
                var request = Routes.popOwn(ack, uri -> stack.isOwn(uri.host(), uri.port()))
                        .request();
                proxy.forwardAck(request, bob.hop(), "core");
            }
        });
    }

    @AfterEach
    void close() {
        stack.close();
        alice.close();
        bob.close();
        carol.close();
    }

    private SipRequest sends(String method) {
        return sends(alice.request(method, "sip:bob@example.org"));
    }

    private SipRequest sends(SipRequest request) {
        alice.send(request, stack.address("core"));
        return request;
    }

    @Test
    void a_call_passes_with_record_route_and_ack() {
        var odd = alice.request("INVITE", "sip:bob@example.org")
                .edit()
                .append(HeaderName.of("X-oDd"), "a,  b ;c=\"d\"")
                .body("application/sdp", "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n")
                .build();
        sends(odd);
        assertThat(alice.expect(100).toTag()).isEmpty();
        var invite = bob.expect("INVITE");
        assertThat(invite.first(HeaderName.MAX_FORWARDS)).contains("69");
        assertThat(invite.all(HeaderName.VIA)).hasSize(2);
        assertThat(invite.all(HeaderName.RECORD_ROUTE)).containsExactly("<sip:" + stack.sentBy("core") + ";lr>");
        assertThat(invite.toString()).contains("\r\nX-oDd: a,  b ;c=\"d\"\r\n");
        assertThat(invite.body()).isEqualTo(odd.body());

        bob.reply(invite, 180);
        assertThat(alice.expect(180).all(HeaderName.VIA)).hasSize(1);
        bob.reply(invite, 200);
        var ok = alice.expect(200);
        assertThat(ok.all(HeaderName.RECORD_ROUTE)).hasSize(1);

        sends(inDialog("ACK", odd, ok, 1));
        assertThat(bob.expect("ACK").has(HeaderName.ROUTE)).isFalse();
        sends(inDialog("BYE", odd, ok, 2));
        bob.reply(bob.expect("BYE"), 200);
        alice.expect(200);
        assertThat(done).extracting(SipResponse::method).containsExactly("INVITE", "BYE");
    }

    private SipRequest inDialog(String method, SipRequest invite, SipResponse ok, int cseq) {
        return alice.request(
                        method, ok.address(HeaderName.CONTACT).orElseThrow().uri())
                .edit()
                .set(HeaderName.TO, ok.to())
                .set(HeaderName.CALL_ID, invite.callId())
                .set(HeaderName.CSEQ, cseq + " " + method)
                .setAll(HeaderName.ROUTE, ok.all(HeaderName.RECORD_ROUTE))
                .build();
    }

    @Test
    void no_hop_left_is_answered_with_483() {
        sends(alice.request("OPTIONS", "sip:bob@example.org")
                .edit()
                .set(HeaderName.MAX_FORWARDS, 0)
                .build());
        alice.expect(483);
        assertThat(done.poll()).extracting(SipResponse::status).isEqualTo(483);
    }

    @Test
    void a_request_without_max_forwards_gets_one() {
        sends(alice.request("MESSAGE", "sip:bob@example.org")
                .edit()
                .remove(HeaderName.MAX_FORWARDS)
                .build());
        assertThat(bob.expect("MESSAGE").first(HeaderName.MAX_FORWARDS)).contains("69");
    }

    @Test
    void a_loop_is_answered_with_482_and_a_spiral_passes() {
        var self = Hop.udp(stack.address("core"));
        handle(transaction -> {
            var request = transaction.request();
            boolean spiral = request.sipUri().user().orElse("").equals("spiral");
            var next = spiral ? request.edit().uri("sip:bob@example.org").build() : request;
            proxy.forward(
                    transaction,
                    Forward.to("core", new Branch(next, spiral || !request.is("INFO") ? self : bob.hop())));
        });
        sends(alice.request("MESSAGE", "sip:loop@example.org"));
        alice.expect(482);
        sends(alice.request("INFO", "sip:spiral@example.org"));
        bob.reply(bob.expect("INFO"), 200);
        alice.expect(200);
    }

    @Test
    void cancel_reaches_every_branch_and_ends_with_487() {
        forwards((request, forward) ->
                Forward.to("core", new Branch(request, bob.hop()), new Branch(request, carol.hop())));
        var invite = sends("INVITE");
        var atBob = bob.expect("INVITE");
        var atCarol = carol.expect("INVITE");
        bob.reply(atBob, 180);
        alice.expect(180);
        carol.reply(atCarol, 180);
        alice.expect(180);

        alice.send(alice.sibling(invite, "CANCEL", invite.to().toString()), stack.address("core"));
        assertThat(alice.expect(200).method()).isEqualTo("CANCEL");
        bob.reply(bob.expect("CANCEL"), 200);
        carol.reply(carol.expect("CANCEL"), 200);
        bob.reply(atBob, 487);
        bob.expect("ACK");
        assertThat(alice.rest()).isEmpty();
        carol.reply(atCarol, 487);
        carol.expect("ACK");
        alice.expect(487);
    }

    @Test
    void the_first_answer_cancels_the_others_and_a_second_one_still_passes() {
        forwards((request, forward) ->
                Forward.to("core", new Branch(request, bob.hop()), new Branch(request, carol.hop())));
        sends("INVITE");
        var atBob = bob.expect("INVITE");
        var atCarol = carol.expect("INVITE");
        carol.reply(atCarol, 180);
        alice.expect(180);
        bob.reply(atBob, 200);
        assertThat(alice.expect(200).toTag()).contains("bob");
        var cancel = carol.expect("CANCEL");
        assertThat(cancel.first(HeaderName.REASON))
                .hasValueSatisfying(it -> assertThat(it).contains("cause=200"));
        carol.reply(atCarol, 200);
        assertThat(alice.expect(200).toTag()).contains("carol");
    }

    @Test
    void six_hundred_ends_the_search_at_once() {
        forwards((request, forward) ->
                Forward.to("core", new Branch(request, bob.hop()), new Branch(request, carol.hop())));
        sends("INVITE");
        var atBob = bob.expect("INVITE");
        var atCarol = carol.expect("INVITE");
        carol.reply(atCarol, 180);
        alice.expect(180);
        bob.reply(atBob, 603);
        bob.expect("ACK");
        carol.reply(carol.expect("CANCEL"), 200);
        carol.reply(atCarol, 487);
        alice.expect(603);
    }

    @Test
    void challenges_of_all_branches_go_back_together() {
        forwards((request, forward) ->
                Forward.to("core", new Branch(request, bob.hop()), new Branch(request, carol.hop())));
        sends("INVITE");
        var atBob = bob.expect("INVITE");
        var atCarol = carol.expect("INVITE");
        bob.reply(
                atBob,
                bob.complete(atBob, 401)
                        .append(HeaderName.WWW_AUTHENTICATE, "Digest realm=\"b\", nonce=\"1\"")
                        .build());
        carol.reply(
                atCarol,
                carol.complete(atCarol, 407)
                        .append(HeaderName.PROXY_AUTHENTICATE, "Digest realm=\"c\", nonce=\"2\"")
                        .build());
        var challenge = alice.expect(401);
        assertThat(challenge.all(HeaderName.WWW_AUTHENTICATE)).containsExactly("Digest realm=\"b\", nonce=\"1\"");
        assertThat(challenge.all(HeaderName.PROXY_AUTHENTICATE)).containsExactly("Digest realm=\"c\", nonce=\"2\"");
    }

    @Test
    void the_next_hop_is_tried_after_503_and_the_last_503_becomes_500() {
        forwards((request, forward) -> Forward.to("core", new Branch(request, List.of(bob.hop(), carol.hop()))));
        sends("INVITE");
        bob.reply(bob.expect("INVITE"), 503);
        bob.expect("ACK");
        carol.reply(carol.expect("INVITE"), 503);
        carol.expect("ACK");
        alice.expect(500);
    }

    @Test
    void a_hop_that_keeps_silent_is_left_for_the_next() {
        hurry();
        forwards((request, forward) -> Forward.to("core", new Branch(request, List.of(bob.hop(), carol.hop()))));
        sends("INVITE");
        bob.expect("INVITE");
        var atCarol = carol.expect("INVITE");
        carol.reply(atCarol, 200);
        alice.expect(200);
    }

    @Test
    void a_silent_hop_that_answers_after_all_stops_the_one_tried_instead() {
        hurry();
        forwards((request, forward) -> Forward.to("core", new Branch(request, List.of(bob.hop(), carol.hop()))));
        sends("INVITE");
        var atBob = bob.expect("INVITE");
        carol.reply(carol.expect("INVITE"), 180);
        alice.expect(180);
        carol.rest(); // the same INVITE, sent again before the 180 was there
        bob.reply(atBob, 200);
        alice.expect(200);
        carol.expect("CANCEL");
    }

    @Test
    void the_service_chooses_the_next_group_after_a_failure() {
        forwards((request, forward) -> forward.otherwise(failure -> failure.status() == 486
                ? Optional.of(Forward.to("core", new Branch(request, carol.hop())))
                : Optional.empty()));
        sends("INVITE");
        bob.reply(bob.expect("INVITE"), 486);
        bob.expect("ACK");
        var atCarol = carol.expect("INVITE");
        assertThat(atCarol.has(HeaderName.RECORD_ROUTE)).isFalse();
        carol.reply(atCarol, 404);
        alice.expect(404);
    }

    @Test
    void a_cancel_while_the_service_thinks_is_answered_with_487() {
        var thinking = new java.util.concurrent.CountDownLatch(1);
        var think = new java.util.concurrent.CountDownLatch(1);
        forwards((request, forward) -> forward.otherwise(failure -> {
            thinking.countDown();
            wait(think);
            return Optional.of(Forward.to("core", new Branch(request, carol.hop())));
        }));
        var invite = sends("INVITE");
        bob.reply(bob.expect("INVITE"), 486);
        wait(thinking);
        alice.send(alice.sibling(invite, "CANCEL", invite.to().toString()), stack.address("core"));
        alice.expect(200);
        think.countDown();
        alice.expect(487);
        assertThat(carol.rest()).isEmpty();
    }

    private static void wait(java.util.concurrent.CountDownLatch latch) {
        try {
            assertThat(latch.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void no_answer_in_time_moves_on_and_the_late_answer_still_passes() {
        forwards((request, forward) -> forward.noAnswerTimeout(Duration.ofMillis(50))
                .otherwise(failure -> Optional.of(Forward.to("core", new Branch(request, carol.hop())))));
        sends("INVITE");
        var atBob = bob.expect("INVITE");
        bob.reply(atBob, 180);
        alice.expect(180);
        bob.expect("CANCEL");
        carol.expect("INVITE");
        bob.reply(atBob, 200);
        assertThat(alice.expect(200).toTag()).contains("bob");
    }

    @Test
    void a_target_that_says_nothing_at_all_gives_way_long_before_its_transaction_ends() {
        forwards((request, forward) -> forward.silence(Duration.ofMillis(100)).otherwise(failure -> {
            assertThat(failure.status()).isEqualTo(408);
            return Optional.of(Forward.to("core", new Branch(request, carol.hop())));
        }));
        sends("INVITE");
        bob.expect("INVITE");
        carol.reply(carol.expect("INVITE"), 486);
        alice.expect(486);
    }

    @Test
    void a_target_that_is_at_work_is_waited_for() {
        forwards((request, forward) -> forward.silence(Duration.ofMillis(100))
                .noAnswerTimeout(Duration.ofMillis(400))
                .otherwise(failure -> Optional.of(Forward.to("core", new Branch(request, carol.hop())))));
        sends("INVITE");
        var atBob = bob.expect("INVITE");
        bob.reply(atBob, 100);
        var atCarol = carol.expect("INVITE");
        assertThat(bob.expect("CANCEL").method()).isEqualTo("CANCEL");
        carol.reply(atCarol, 486);
        alice.expect(486);
    }

    @Test
    void a_target_of_which_is_known_that_it_is_at_work_is_waited_for() throws InterruptedException {
        var asked = new LinkedBlockingQueue<Boolean>();
        forwards((request, forward) -> forward.noAnswerTimeout(Duration.ofMillis(50), () -> asked.add(true)));
        sends("MESSAGE");
        var atBob = bob.expect("MESSAGE");
        assertThat(asked.poll(15, TimeUnit.SECONDS)).isTrue();
        bob.reply(atBob, 202);
        alice.expect(202);
    }

    @Test
    void a_target_of_which_is_known_that_it_is_not_at_work_gives_way() {
        forwards((request, forward) -> forward.noAnswerTimeout(Duration.ofMillis(50), () -> false)
                .otherwise(failure -> Optional.of(Forward.to("core", new Branch(request, carol.hop())))));
        sends("MESSAGE");
        bob.expect("MESSAGE");
        carol.reply(carol.expect("MESSAGE"), 202);
        alice.expect(202);
    }

    @Test
    void timer_c_ends_a_branch_that_rings_for_ever() {
        hurry();
        forwardToBob();
        sends("INVITE");
        var atBob = bob.expect("INVITE");
        bob.reply(atBob, 180);
        alice.expect(180);
        await().until(() -> bob.rest().stream().anyMatch(it -> it.method().equals("CANCEL")));
        alice.expect(408);
    }

    @Test
    void responses_are_edited_on_the_lane_in_order_and_a_repeated_answer_only_once() {
        var edits = new LinkedBlockingQueue<Integer>();
        forwards((request, forward) -> forward.onLaneResponse(response -> {
            edits.add(response.status());
            return response.edit().append(HeaderName.SUBJECT, "edited").build();
        }));
        sends("INVITE");
        var atBob = bob.expect("INVITE");
        var ok = bob.complete(atBob, 200).build();
        bob.reply(atBob, 183);
        bob.reply(atBob, 180);
        bob.reply(atBob, ok);
        bob.reply(atBob, ok);
        alice.expect(183);
        alice.expect(180);
        var first = alice.expect(200);
        assertThat(first.first(HeaderName.SUBJECT)).contains("edited");
        assertThat(alice.expect(200).wire()).isEqualTo(first.wire());
        assertThat(edits).containsExactly(183, 180, 200);
    }

    @Test
    void an_edit_that_fails_never_lets_the_response_pass_as_it_was() {
        forwards((request, forward) -> forward.onResponse(response -> {
            throw new IllegalStateException("no media");
        }));
        sends("INVITE");
        bob.reply(bob.expect("INVITE"), 200);
        alice.expect(500);
    }

    @Test
    void a_message_that_is_never_answered_gets_no_408() {
        hurry();
        forwardToBob();
        sends("MESSAGE");
        bob.expect("MESSAGE");
        await().until(() -> done.size() == 1);
        assertThat(done.element().status()).isEqualTo(408);
        await().until(() -> stack.statistics().serverTransactions() == 0);
        assertThat(alice.rest())
                .allSatisfy(heard -> assertThat(((SipResponse) heard).status()).isEqualTo(100));
    }

    /** RFC 4320 §4.1. */
    @Test
    void a_hop_that_takes_long_over_a_message_and_says_so_is_waited_for() {
        var timers = new Timers(250, 500, 100, 100, 60_000);
        restart(timers);
        forwards((request, forward) -> Forward.to("core", new Branch(request, List.of(bob.hop(), carol.hop()))));
        sends("MESSAGE");
        var atBob = bob.expect("MESSAGE");
        bob.reply(atBob, 100);
        var late = new java.util.concurrent.CountDownLatch(1);
        stack.schedule(late::countDown, Duration.ofMillis(8 * timers.t1())); // by then a silent one has been left
        assertThat(alice.expect(100).has(HeaderName.CONTACT)).as("bob's").isFalse();
        wait(late);
        bob.reply(atBob, 202);
        alice.expect(202);
        assertThat(carol.rest()).isEmpty();
    }

    @Test
    void nothing_is_left_behind() {
        hurry();
        forwardToBob();
        sends("INVITE");
        bob.reply(bob.expect("INVITE"), 200);
        alice.expect(200);
        sends("INVITE");
        bob.expect("INVITE");
        await().until(() -> stack.statistics().serverTransactions() == 0
                && stack.statistics().clientTransactions() == 0);
        assertThat(stack.statistics().inFlight()).isZero();
    }
}
