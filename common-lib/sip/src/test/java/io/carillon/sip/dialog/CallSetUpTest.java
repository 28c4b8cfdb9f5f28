package io.carillon.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.peer.WirePeer;
import io.carillon.sip.transaction.SipClient.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From the INVITE to its answer. */
class CallSetUpTest extends TwoLegs {
    @Test
    void a_reliable_provisional_response_and_its_prack_go_end_to_end() {
        var invite = calls();
        var atBob = bob.expect("INVITE");
        bob.reply(
                atBob,
                withSdp(atBob, 183)
                        .edit()
                        .append(HeaderName.REQUIRE, "100rel")
                        .append(HeaderName.RSEQ, "813520")
                        .build());
        var progress = alice.expect(183);
        assertThat(progress.first(HeaderName.RSEQ)).contains("813520");
        sends(next(alice, invite, progress, "PRACK", 2)
                .edit()
                .append(HeaderName.RACK, "813520 1 INVITE")
                .build());
        var prack = bob.expect("PRACK");
        assertThat(prack.first(HeaderName.RACK))
                .contains("813520 " + atBob.cseq().number() + " INVITE");
        bob.reply(prack, 200);
        assertThat(alice.expect(200).method()).isEqualTo("PRACK");

        sends(next(alice, invite, progress, "UPDATE", 3));
        bob.reply(bob.expect("UPDATE"), 200);
        assertThat(alice.expect(200).method()).isEqualTo("UPDATE");
    }

    /** As a server in between does that forwards a call. */
    @Test
    void a_prack_finds_its_way_where_the_first_response_of_the_dialog_said_nothing_of_it() {
        var invite = calls();
        var atBob = bob.expect("INVITE");
        var reliable = withSdp(atBob, 183)
                .edit()
                .prepend(HeaderName.RECORD_ROUTE, "<sip:" + bob.sentBy() + ";lr>")
                .append(HeaderName.REQUIRE, "100rel")
                .append(HeaderName.RSEQ, "7")
                .build();
        bob.reply(atBob, atBob.reply(181).toTag(reliable.toTag().orElseThrow()).build());
        alice.expect(181);
        bob.reply(atBob, reliable);
        var progress = alice.expect(183);
        sends(next(alice, invite, progress, "PRACK", 2)
                .edit()
                .append(HeaderName.RACK, "7 1 INVITE")
                .build());
        var prack = bob.expect("PRACK");
        assertThat(prack.uri())
                .isEqualTo(reliable.address(HeaderName.CONTACT).orElseThrow().uri());
        assertThat(prack.all(HeaderName.ROUTE)).containsExactly("<sip:" + bob.sentBy() + ";lr>");
        bob.reply(prack, 200);
        assertThat(alice.expect(200).method()).isEqualTo("PRACK");
    }

    @Test
    void a_late_offer_finds_its_answer_in_the_ack() {
        var invite = sends(alice.request("INVITE", "sip:bob@example.org"));
        var atBob = bob.expect("INVITE");
        bob.reply(atBob, withSdp(atBob, 200));
        var ok = alice.expect(200);
        sends(next(alice, invite, ok, "ACK", 1)
                .edit()
                .body("application/sdp", OFFER)
                .build());
        assertThat(bob.expect("ACK").bodyText()).isEqualTo(OFFER);
    }

    @Test
    void the_caller_gives_up_while_it_rings() {
        var invite = calls();
        var atBob = bob.expect("INVITE");
        bob.reply(atBob, 180);
        alice.expect(180);
        sends(alice.sibling(invite, "CANCEL", invite.to().toString()));
        alice.expect(200);
        alice.expect(487);
        bob.reply(bob.expect("CANCEL"), 200);
        assertThat(end().cause()).isEqualTo(CallEnd.Cause.CANCELLED);
        // the answer was on its way: it is taken and ended
        bob.reply(atBob, 200);
        bob.expect("ACK");
        bob.reply(bob.expect("BYE"), 200);
    }

    @Test
    void a_busy_target_is_diverted() {
        hooks = new Hooks() {
            @Override
            public Optional<Target> onFailure(BackToBackCall call, SipResponse failure) {
                if (failure.status() == 486) {
                    call.progress(181, edit -> edit);
                }
                return failure.status() == 486
                        ? Optional.of(to(carol)
                                .edit(edit -> edit.append(HeaderName.HISTORY_INFO, "<sip:bob@example.org>;index=1")))
                        : Optional.empty();
            }
        };
        calls();
        bob.reply(bob.expect("INVITE"), 486);
        bob.expect("ACK");
        alice.expect(181);
        var atCarol = carol.expect("INVITE");
        assertThat(atCarol.has(HeaderName.HISTORY_INFO)).isTrue();
        assertThat(atCarol.bodyText()).isEqualTo(OFFER);
        carol.reply(atCarol, 603);
        alice.expect(603);
        assertThat(end()).isEqualTo(new CallEnd(CallEnd.Cause.REFUSED, Optional.of(Party.CALLEE), 603));
    }

    @Test
    void a_target_that_rings_in_vain_is_left_for_another() {
        hooks = new Hooks() {
            @Override
            public Optional<Target> onNoAnswer(BackToBackCall call) {
                return Optional.of(to(carol));
            }
        };
        stack.handler("core", transaction -> {
            if (transaction.request().inDialog()) {
                bua.onRequest(transaction);
            } else {
                bua.connect(transaction, to(bob).noAnswer(Duration.ofMillis(100)), hooks);
            }
        });
        calls();
        var atBob = bob.expect("INVITE");
        bob.reply(atBob, 180);
        var first = alice.expect(180);
        bob.expect("CANCEL");
        var atCarol = carol.expect("INVITE");
        carol.reply(atCarol, 180);
        assertThat(alice.expect(180).toTag()).isNotEqualTo(first.toTag());
        carol.reply(atCarol, 200);
        alice.expect(200);
    }

    @Test
    void an_answer_that_cannot_be_stored_never_reaches_the_caller() {
        hooks = new Hooks() {
            @Override
            public void onAnswer(BackToBackCall call, SipResponse answer) {
                throw new IllegalStateException("the store is down");
            }
        };
        calls();
        bob.reply(bob.expect("INVITE"), 200);
        bob.expect("ACK");
        bob.expect("BYE");
        alice.expect(500);
        assertThat(end().status()).isEqualTo(500);
    }

    /** Timer B, which alone would tell, is at more than five minutes. */
    @Test
    void a_hop_that_dies_in_silence_is_left_for_the_next() {
        var both = to(bob).hops(List.of(bob.hop(), carol.hop()));
        stack.handler("core", transaction -> bua.connect(transaction, both, hooks));
        calls();
        bob.expect("INVITE");
        stack.leaveUnheard(bob.address());
        carol.reply(carol.expect("INVITE"), 180);
        alice.expect(180);
    }

    /** Nobody behind it is at work on the call yet, or cancels it (§16.10). */
    @Test
    void a_hop_that_dies_before_anything_rings_is_left_for_the_next() {
        var both = to(bob).hops(List.of(bob.hop(), carol.hop()));
        stack.handler("core", transaction -> bua.connect(transaction, both, hooks));
        calls();
        bob.reply(bob.expect("INVITE"), 100);
        hears(bob);
        stack.leave(bob.address());
        carol.reply(carol.expect("INVITE"), 180);
        alice.expect(180);
    }

    @Test
    void a_call_that_rings_at_a_hop_that_dies_fails() {
        var both = to(bob).hops(List.of(bob.hop(), carol.hop()));
        stack.handler("core", transaction -> bua.connect(transaction, both, hooks));
        calls();
        bob.reply(bob.expect("INVITE"), 180);
        alice.expect(180);
        stack.leave(bob.address());
        alice.expect(504);
        assertThat(carol.rest()).isEmpty();
    }

    /** All that this peer has said has come. */
    private void hears(WirePeer peer) {
        var exchange = stack.client("core").start(alice.request("OPTIONS", "sip:bob@example.org"), peer.hop());
        peer.reply(peer.expect("OPTIONS"), 200);
        assertThat(exchange.next(Duration.ofSeconds(10))).isInstanceOf(Event.Final.class);
    }

    @Test
    void a_target_without_a_way_is_unavailable() {
        stack.handler("core", transaction -> bua.connect(transaction, Target.of("tel:+15551234", "core"), hooks));
        calls();
        alice.expect(416);
        assertThat(List.of(end().cause())).containsExactly(CallEnd.Cause.REFUSED);
    }

    @Test
    void why_the_caller_gave_up_is_told() {
        var invite = calls();
        var atBob = bob.expect("INVITE");
        bob.reply(atBob, 180);
        alice.expect(180);
        sends(alice.sibling(invite, "CANCEL", invite.to().toString())
                .edit()
                .append(HeaderName.REASON, "SIP;cause=200;text=\"Call completed elsewhere\"")
                .build());
        alice.expect(200);
        assertThat(bob.expect("CANCEL").first(HeaderName.REASON))
                .contains("SIP;cause=200;text=\"Call completed elsewhere\"");
    }

    @Test
    void each_fork_of_the_called_side_is_a_dialog_of_its_own() {
        var invite = calls();
        var atBob = bob.expect("INVITE");
        bob.reply(
                atBob,
                fork(atBob, 183, "desk")
                        .edit()
                        .append(HeaderName.of("P-Early-Media"), "sendrecv")
                        .build());
        var desk = alice.expect(183);
        assertThat(desk.first(HeaderName.P_EARLY_MEDIA)).contains("sendrecv");
        bob.reply(
                atBob,
                fork(atBob, 183, "mobile")
                        .edit()
                        .append(HeaderName.REQUIRE, "100rel")
                        .append(HeaderName.RSEQ, "7")
                        .build());
        var mobile = alice.expect(183);
        assertThat(mobile.toTag()).isNotEqualTo(desk.toTag());

        sends(next(alice, invite, mobile, "PRACK", 2)
                .edit()
                .append(HeaderName.RACK, "7 1 INVITE")
                .build());
        var prack = bob.expect("PRACK");
        assertThat(prack.toTag()).contains("mobile");
        bob.reply(prack, 200);
        alice.expect(200);

        bob.reply(atBob, fork(atBob, 200, "mobile"));
        var ok = alice.expect(200);
        assertThat(ok.toTag()).isEqualTo(mobile.toTag());
        sends(next(alice, invite, ok, "ACK", 1));
        assertThat(bob.expect("ACK").toTag()).contains("mobile");
        bob.reply(atBob, fork(atBob, 200, "desk"));
        assertThat(bob.expect("ACK").toTag()).contains("desk");
        assertThat(bob.expect("BYE").toTag()).contains("desk");
        assertThat(alice.rest()).isEmpty();
    }

    private SipResponse fork(SipRequest invite, int status, String tag) {
        return withSdp(invite, status)
                .edit()
                .set(HeaderName.TO, invite.to().with("tag", tag))
                .build();
    }
}
