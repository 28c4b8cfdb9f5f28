package io.carillon.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Hop;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** The proxy on a real socket between peers whose every byte the test sees (RFC 3261 §16). */
class ProxyTest extends ProxyStage {
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
    void timer_c_ends_a_branch_that_rings_for_ever() {
        restart(HASTY);
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

    /** RFC 3261 §16.7 step 10: it passes too, by the edit that is left when the call is answered. */
    @Test
    void an_answer_of_another_dialog_has_an_edit_of_its_own_and_the_first_stays_as_it_was() {
        forwards((request, forward) -> forward.onLaneResponse(
                response -> response.edit().append(HeaderName.SUBJECT, "first").build(),
                response ->
                        response.edit().append(HeaderName.SUBJECT, "further").build()));
        sends("INVITE");
        var atBob = bob.expect("INVITE");
        bob.reply(atBob, 200);
        assertThat(alice.expect(200).first(HeaderName.SUBJECT)).contains("first");
        bob.reply(atBob, atBob.reply(200).toTag("second").build());
        var second = alice.expect(200);
        assertThat(second.toTag()).contains("second");
        assertThat(second.first(HeaderName.SUBJECT)).contains("further");
        bob.reply(atBob, 200);
        assertThat(alice.expect(200).first(HeaderName.SUBJECT)).contains("first");
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
        restart(HASTY);
        sends("MESSAGE");
        bob.expect("MESSAGE");
        await().until(() -> done.size() == 1);
        assertThat(done.element().status()).isEqualTo(408);
        await().until(() -> stack.statistics().serverTransactions() == 0);
        assertThat(alice.rest())
                .allSatisfy(heard -> assertThat(((SipResponse) heard).status()).isEqualTo(100));
    }

    @Test
    void nothing_is_left_behind() {
        restart(HASTY);
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
