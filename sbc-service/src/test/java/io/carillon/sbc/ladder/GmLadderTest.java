package io.carillon.sbc.ladder;

import static io.carillon.sip.message.Method.ACK;
import static io.carillon.sip.message.Method.BYE;
import static io.carillon.sip.message.Method.INVITE;
import static io.carillon.sip.message.Method.MESSAGE;
import static io.carillon.sip.message.Method.PRACK;
import static io.carillon.sip.message.Method.REGISTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.testkit.CallPolicy;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Gm: what a phone sees of the P-CSCF, and what the core sees of the phone (TS 24.229 §5.2). */
class GmLadderTest extends OnStage {
    @Test
    void registration() throws Exception {
        var registering = stage.ladder.meanwhile(alice::register);
        stage.ue.sends(REGISTER);
        var first = stage.cscf.receives(REGISTER);
        assertThat(first.request().first(HeaderName.PATH).orElseThrow())
                .contains("@sbc." + Stage.HOME + ";node=sbc-1;lr");
        assertThat(first.request().first(HeaderName.P_VISITED_NETWORK_ID)).contains("\"" + Stage.HOME + "\"");
        assertThat(first.request().first(HeaderName.P_CHARGING_VECTOR).orElseThrow())
                .startsWith("icid-value=");
        first.replies(
                401,
                challenge -> challenge.append(
                        HeaderName.WWW_AUTHENTICATE,
                        "Digest realm=\"" + Stage.HOME
                                + "\",nonce=\"abc\",algorithm=MD5,qop=\"auth\",ck=\"00\",ik=\"11\""));
        var challenge =
                stage.ue.receives(401).first(HeaderName.WWW_AUTHENTICATE).orElseThrow();
        assertThat(challenge).contains("nonce=\"abc\"").doesNotContain("ck=", "ik=");

        stage.ue.sends(REGISTER);
        var second = stage.cscf.receives(REGISTER);
        assertThat(second.request().first(HeaderName.AUTHORIZATION).orElseThrow())
                .contains("integrity-protected=\"no\"");
        second.replies(200, ok -> Stage.granted(second.request(), ok));
        assertThat(stage.ue.receives(200).has(HeaderName.PATH)).isFalse();
        assertThat(registering.get(5, TimeUnit.SECONDS).serviceRoute()).containsExactly(Stage.SERVICE_ROUTE);
        stage.ladder.draws(
                "gm-register",
                "Registration at the P-CSCF",
                "Path, P-Visited-Network-ID and P-Charging-Vector towards home; the keys of the challenge stay here "
                        + "(TS 24.229 §5.2.2). What CSCF and HSS do in between is in [register](register.md).");
    }

    @Test
    void a_phone_calls() {
        stage.withRelay();
        stage.register(alice);
        var call = alice.call(BOB);
        stage.ue.sends(INVITE);
        stage.relay.receives("offer").answers(Stage.sdp(30_000));
        var invite = stage.cscf.receives(INVITE);
        assertThat(invite.request().all(HeaderName.ROUTE)).containsExactly(Stage.SERVICE_ROUTE);
        assertThat(invite.request().addresses(HeaderName.P_ASSERTED_IDENTITY))
                .extracting(NameAddr::uri)
                .containsExactly(alice.impu());
        assertThat(invite.request().bodyText()).contains("m=audio 30000 ");
        invite.replies(180);
        stage.ue.receives(180);
        invite.replies(200, ok -> ok.body("application/sdp", Stage.sdp(40_000)));
        stage.relay.receives("answer").answers(Stage.sdp(30_002));
        authorized();
        assertThat(stage.ue.receives(200).bodyText()).contains("m=audio 30002 ");
        stage.ue.sends(ACK);
        stage.cscf.receives(ACK);
        call.awaitAnswered();

        var hangingUp = stage.ladder.meanwhile(() -> hungUp(call));
        stage.ue.sends(BYE);
        stage.cscf.receives(BYE).replies(200);
        stage.ue.receives(200);
        released();
        hangingUp.join();
        stage.ladder.draws(
                "call-originating",
                "A phone calls: its P-CSCF",
                "Identity asserted and Service-Route enforced (TS 24.229 §5.2.6.3), media anchored by NG, and the "
                        + "session authorised over Rx on the answer (TS 29.214 §4.4.1, Annex A.1).");
        stage.withoutRelay();
    }

    @Test
    void a_phone_is_called() {
        stage.withRelay();
        var path = stage.register(alice);
        alice.onCall(CallPolicy.RING);
        var invite = stage.cscf
                .request(
                        INVITE,
                        "sip:alice@" + alice.address().getHostString() + ":"
                                + alice.address().getPort(),
                        BOB)
                .append(HeaderName.ROUTE, path)
                .append(HeaderName.SUPPORTED, "100rel")
                .append(HeaderName.P_CALLED_PARTY_ID, "<" + alice.impu() + ">")
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + BOB + ">")
                .append(HeaderName.P_CHARGING_VECTOR, "icid-value=\"x\"")
                .body("application/sdp", Stage.sdp(40_000))
                .build();
        stage.cscf.sends(invite, stage.core());
        stage.relay.receives("offer").answers(Stage.sdp(30_000));
        var called = stage.ue.receives(INVITE);
        assertThat(called.bodyText()).contains("m=audio 30000 ");
        assertThat(called.has(HeaderName.P_CHARGING_VECTOR)).isFalse();
        assertThat(called.address(HeaderName.P_ASSERTED_IDENTITY).map(NameAddr::uri))
                .contains(BOB);
        stage.ue.sends(180);
        var ringing = stage.cscf.receives(180);
        var early = Dialog.uac(invite, ringing);
        stage.cscf.sends(
                early.request(PRACK)
                        .append(HeaderName.RACK, ringing.first(HeaderName.RSEQ).orElseThrow() + " 1 INVITE")
                        .build(),
                stage.core());
        stage.ue.receives(PRACK);
        stage.ue.sends(200);
        stage.cscf.receives(200);

        alice.awaitCall().answer();
        stage.ue.sends(200);
        stage.relay.receives("answer").answers(Stage.sdp(30_002));
        authorized();
        var answer = stage.cscf.receives(200);
        assertThat(answer.bodyText()).contains("m=audio 30002 ");
        assertThat(answer.address(HeaderName.P_ASSERTED_IDENTITY).map(NameAddr::uri))
                .contains(alice.impu());
        early.refresh(answer);
        stage.cscf.acknowledges(early.ack(1).build(), stage.core());
        stage.ue.receives(ACK);
        stage.cscf.sends(early.request(BYE).build(), stage.core());
        stage.ue.receives(BYE);
        stage.ue.sends(200);
        stage.cscf.receives(200);
        released();
        stage.ladder.draws(
                "call-terminating",
                "A phone is called: its P-CSCF",
                "The flow token in our own Path leads to the phone (TS 24.229 §5.2.6.4, RFC 5626 §5.3); ringing is "
                        + "acknowledged (RFC 3262).");
        stage.withoutRelay();
    }

    @Test
    void a_call_without_a_media_relay_is_refused() {
        stage.register(alice);
        var call = alice.call(BOB);
        stage.ue.sends(INVITE);
        stage.ue.receives(503);
        assertThat(call.awaitEnded()).isEqualTo(503);
        stage.ladder.draws(
                "call-no-relay",
                "A call while no media relay is there",
                "Never a call without sound: 503 before the callee is disturbed.");
    }

    @Test
    void a_relay_that_refuses_the_answer_fails_the_call() {
        stage.withRelay();
        stage.register(alice);
        var call = alice.call(BOB);
        stage.ue.sends(INVITE);
        stage.relay.receives("offer").refuses("Out of ports");
        stage.ue.receives(503);
        assertThat(call.awaitEnded()).isEqualTo(503);
        stage.ladder.ends();
        stage.withoutRelay();
    }

    @Test
    void a_phone_that_has_not_registered_is_refused() {
        assertThat(alice.message(BOB, "hello").status()).isEqualTo(403);
        stage.ue.sends(MESSAGE);
        stage.ue.receives(403);
        stage.ladder.draws(
                "gm-unregistered",
                "A request from a phone that has not registered",
                "TS 24.229 §5.2.6.3.2: nothing of it reaches the core.");
    }

    @Test
    void a_phone_does_not_choose_its_way() {
        stage.register(alice);
        var stray = alice.request(MESSAGE, BOB)
                .setAll(HeaderName.ROUTE, java.util.List.of("<sip:orig@scscf.elsewhere.example;lr>"))
                .body("text/plain", "hello")
                .build();
        assertThat(alice.ask(stray).status()).isEqualTo(403);
        stage.ue.sends(MESSAGE);
        stage.ue.receives(403);
        stage.ladder.ends();
    }

    @Test
    void what_a_phone_says_of_the_network_is_taken_out() {
        stage.register(alice);
        var sending = stage.ladder.meanwhile(() -> alice.ask(alice.request(MESSAGE, BOB)
                .append(HeaderName.P_ASSERTED_IDENTITY, "<sip:president@" + Stage.HOME + ">")
                .append(HeaderName.P_CHARGING_VECTOR, "icid-value=\"mine\"")
                .append(HeaderName.P_SERVED_USER, "<" + BOB + ">")
                .body("text/plain", "hello")
                .build()));
        stage.ue.sends(MESSAGE);
        var message = stage.cscf.receives(MESSAGE);
        assertThat(message.request().addresses(HeaderName.P_ASSERTED_IDENTITY))
                .extracting(NameAddr::uri)
                .containsExactly(alice.impu());
        assertThat(message.request().first(HeaderName.P_CHARGING_VECTOR).orElseThrow())
                .doesNotContain("mine");
        assertThat(message.request().has(HeaderName.P_SERVED_USER)).isFalse();
        message.replies(202);
        stage.ue.receives(202);
        sending.join();
        stage.ladder.draws(
                "gm-message",
                "A message from a phone",
                "The asserted identity is the registered one, whatever From or the phone's own P-Asserted-Identity "
                        + "say (TS 24.229 §5.2.6.3.3, RFC 3325 §5).");
    }
}
