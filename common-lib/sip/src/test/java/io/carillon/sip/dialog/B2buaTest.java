package io.carillon.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Transport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** A call through the back-to-back user agent, and what is said in it. */
class B2buaTest extends TwoLegs {
    @Test
    void a_call_joins_two_dialogs_and_lets_the_rest_of_the_headers_pass() {
        var invite = calls();
        var atBob = bob.expect("INVITE");
        assertThat(atBob.callId()).isNotEqualTo(invite.callId());
        assertThat(atBob.fromTag()).isNotEqualTo(invite.fromTag());
        assertThat(atBob.all(HeaderName.VIA)).hasSize(1);
        assertThat(atBob.first(HeaderName.MAX_FORWARDS)).contains("69");
        assertThat(atBob.first(HeaderName.CONTACT)).contains("<sip:" + stack.sentBy("core") + ">");
        assertThat(atBob.toString()).contains("\r\nX-Odd: a,  b\r\n").contains("\r\nSupported: 100rel, timer\r\n");
        assertThat(atBob.bodyText()).isEqualTo(OFFER);

        bob.reply(atBob, 180);
        var ringing = alice.expect(180);
        assertThat(ringing.callId()).isEqualTo(invite.callId());
        bob.reply(atBob, withSdp(atBob, 200));
        var ok = alice.expect(200);
        assertThat(ok.toTag()).isEqualTo(ringing.toTag());
        assertThat(ok.bodyText()).isEqualTo(ANSWER);
        assertThat(states.remove().notes()).containsEntry("icid", "42");

        sends(next(alice, invite, ok, "ACK", 1));
        var ack = bob.expect("ACK");
        assertThat(ack.cseq().number()).isEqualTo(atBob.cseq().number());
        assertThat(ack.toTag()).contains("bob");
        sends(next(alice, invite, ok, "BYE", 2));
        alice.expect(200);
        bob.reply(bob.expect("BYE"), 200);
        assertThat(end()).isEqualTo(new CallEnd(CallEnd.Cause.BYE, Optional.of(Party.CALLER), 200));
        assertThat(bua.size()).isZero();
    }

    @Test
    void the_called_side_hangs_up() {
        var call = up();
        byBob(call, "BYE", 1);
        bob.expect(200);
        var bye = alice.expect("BYE");
        assertThat(bye.callId()).isEqualTo(call.invite().callId());
        alice.reply(bye, 200);
        assertThat(end().who()).contains(Party.CALLEE);
    }

    @Test
    void the_service_hears_who_hangs_up_before_anybody_is_told() {
        hooks = new Hooks() {
            @Override
            public void onHangUp(BackToBackCall call, SipRequest bye, CallEnd end) {
                assertThat(end.who()).contains(Party.CALLER);
                for (var side : List.of(alice, bob)) {
                    stack.client("core").start(side.request("OPTIONS", "sip:example.org"), side.hop());
                }
            }
        };
        byAlice(up(), "BYE", 2);
        alice.expect("OPTIONS");
        bob.expect("OPTIONS");
        alice.expect(200);
        bob.expect("BYE");
    }

    @Test
    void a_repeated_answer_gets_its_ack_again() {
        var call = up();
        bob.reply(call.inviteAtBob(), call.okOfBob());
        bob.expect("ACK");
        assertThat(alice.rest()).isEmpty();
    }

    @Test
    void the_answer_is_repeated_until_its_ack_comes_and_then_given_up() {
        hurry();
        calls();
        var atBob = bob.expect("INVITE");
        bob.reply(atBob, 200);
        alice.expect(200);
        alice.expect(200);
        assertThat(end().cause()).isEqualTo(CallEnd.Cause.NO_ACK);
        await().until(() -> bob.rest().stream().anyMatch(it -> it.method().equals("BYE")));
        await().until(() -> alice.rest().stream().anyMatch(it -> it.method().equals("BYE")));
    }

    @Test
    void a_re_invite_is_relayed_with_its_ack() {
        var call = up();
        byBob(call, "INVITE", 1);
        var again = alice.expect("INVITE");
        assertThat(again.callId()).isEqualTo(call.invite().callId());
        alice.reply(again, 200);
        var ok = bob.expect(200);
        bob.send(next(bob, call.inviteAtBob(), call.okOfBob(), "ACK", 1), stack.address("core"));
        assertThat(alice.expect("ACK").cseq().number()).isEqualTo(again.cseq().number());
        assertThat(ok.callId()).isEqualTo(call.inviteAtBob().callId());
        assertThat(states).isNotEmpty();
    }

    @Test
    void two_re_invites_at_once_are_glare() {
        var call = up();
        byAlice(call, "INVITE", 2);
        var atBob = bob.expect("INVITE");
        byBob(call, "INVITE", 1);
        bob.expect(491);
        byAlice(call, "INVITE", 3);
        assertThat(alice.expect(500).first(HeaderName.RETRY_AFTER)).isPresent();
        bob.reply(atBob, 488);
        alice.expect(488);
    }

    @Test
    void a_request_out_of_order_is_answered_with_500_and_a_strange_one_with_481() {
        var call = up();
        byAlice(call, "INFO", 5);
        bob.reply(bob.expect("INFO"), 200);
        alice.expect(200);
        byAlice(call, "INFO", 4);
        alice.expect(500);
        sends(next(alice, call.invite(), call.ok(), "INFO", 6)
                .edit()
                .set(HeaderName.TO, "<sip:bob@example.org>;tag=unknown")
                .build());
        alice.expect(481);
    }

    @Test
    void of_two_answers_the_second_is_ended() {
        var call = up();
        bob.reply(
                call.inviteAtBob(),
                call.okOfBob()
                        .edit()
                        .set(HeaderName.TO, call.inviteAtBob().to().with("tag", "fork"))
                        .build());
        assertThat(bob.expect("ACK").toTag()).contains("fork");
        assertThat(bob.expect("BYE").toTag()).contains("fork");
        assertThat(alice.rest()).isEmpty();
    }

    @Test
    void the_session_timer_ends_a_dead_call() {
        calls();
        var atBob = bob.expect("INVITE");
        bob.reply(
                atBob,
                bob.complete(atBob, 200)
                        .append(HeaderName.SESSION_EXPIRES, "1;refresher=uac")
                        .build());
        assertThat(alice.expect(200).first(HeaderName.SESSION_EXPIRES)).contains("1;refresher=uac");
        assertThat(end().cause()).isEqualTo(CallEnd.Cause.SESSION_EXPIRED);
        bob.expect("ACK");
        assertThat(bob.expect("BYE").first(HeaderName.REASON)).isPresent();
    }

    @Test
    void the_service_releases_the_call() {
        var ready = new LinkedBlockingQueue<BackToBackCall>();
        hooks = new Hooks() {
            @Override
            public void onAnswer(BackToBackCall call, SipResponse answer) {
                super.onAnswer(call, answer);
                ready.add(call);
            }
        };
        up();
        ready.remove().release("SIP;cause=402;text=\"No credit\"");
        assertThat(alice.expect("BYE").first(HeaderName.REASON)).contains("SIP;cause=402;text=\"No credit\"");
        bob.expect("BYE");
        assertThat(end().cause()).isEqualTo(CallEnd.Cause.RELEASED);
    }

    @Test
    void another_node_takes_the_call_out_of_the_store() {
        hooks = new Hooks();
        var invite = calls();
        var atBob = bob.expect("INVITE");
        bob.reply(atBob, withSdp(atBob, 200));
        var ok = alice.expect(200);
        sends(next(alice, invite, ok, "ACK", 1));
        bob.expect("ACK");
        var stored = states.remove();

        try (var other = started(node(PATIENT, Transport.UDP))) {
            var successor = new B2bua(
                    other,
                    (callId, tag) -> tag.equals(stored.caller().localTag())
                                    || tag.equals(stored.callee().localTag())
                            ? Optional.of(new B2bua.Recovered(stored, hooks))
                            : Optional.empty());
            serve(other, successor);
            alice.send(next(alice, invite, ok, "INFO", 2), other.address("core"));
            bob.reply(bob.expect("INFO"), 200);
            alice.expect(200);
            bob.send(next(bob, atBob, bob.complete(atBob, 200).build(), "BYE", 1), other.address("core"));
            bob.expect(200);
            alice.reply(alice.expect("BYE"), 200);
            assertThat(end().who()).contains(Party.CALLEE);
            assertThat(successor.size()).isZero();
            alice.send(
                    next(alice, invite, ok, "INFO", 3)
                            .edit()
                            .set(HeaderName.TO, "<sip:b@x>;tag=no")
                            .build(),
                    other.address("core"));
            alice.expect(481);
        }
    }

    @Test
    void a_bye_meets_a_re_invite() {
        var call = up();
        byAlice(call, "INVITE", 2);
        var again = bob.expect("INVITE");
        byBob(call, "BYE", 1);
        bob.expect(200);
        alice.expect(487);
        alice.reply(alice.expect("BYE"), 200);
        assertThat(end().who()).contains(Party.CALLEE);
        bob.reply(
                again,
                call.okOfBob()
                        .edit()
                        .set(HeaderName.CSEQ, again.cseq())
                        .set(HeaderName.VIA, again.first(HeaderName.VIA).orElseThrow())
                        .build());
        bob.expect("ACK");
        assertThat(bua.size()).isZero();
    }
}
