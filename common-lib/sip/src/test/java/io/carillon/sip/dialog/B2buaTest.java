package io.carillon.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.peer.WirePeer;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.Arrival;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call through the back-to-back user agent, on real sockets between peers whose every byte the test sees. */
class B2buaTest {
    private static final Timers PATIENT = new Timers(5_000, 20_000, 100, 100, 60_000);
    private static final Timers HASTY = new Timers(5, 20, 20, 20, 60_000);
    private static final String OFFER = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n";
    private static final String ANSWER = "v=0\r\no=- 2 2 IN IP4 192.0.2.2\r\n";

    private final WirePeer alice = new WirePeer("alice");
    private final WirePeer bob = new WirePeer("bob");
    private final WirePeer carol = new WirePeer("carol");
    private final LinkedBlockingQueue<CallEnd> ends = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<CallState> states = new LinkedBlockingQueue<>();
    private Hooks hooks = new Hooks();
    private SipStack stack = stack(PATIENT);
    private B2bua bua = new B2bua(stack);

    /** Remembers what it hears. */
    private class Hooks implements CallHooks {
        @Override
        public void onAnswer(BackToBackCall call, SipResponse answer) {
            call.note("icid", "42");
            states.add(call.state());
        }

        @Override
        public void onChange(BackToBackCall call) {
            states.add(call.state());
        }

        @Override
        public void onEnd(BackToBackCall call, CallEnd end) {
            ends.add(end);
        }
    }

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

    @BeforeEach
    void takeCalls() {
        serve(stack, bua);
    }

    private void hurry() {
        stack.close();
        stack = stack(HASTY);
        bua = new B2bua(stack);
        serve(stack, bua);
    }

    private void serve(SipStack node, B2bua agent) {
        node.handler("core", new RequestHandler() {
            @Override
            public void onRequest(ServerTransaction transaction) {
                if (transaction.request().inDialog()) {
                    agent.onRequest(transaction);
                } else {
                    agent.connect(transaction, to(bob), hooks);
                }
            }

            @Override
            public void onAck(SipRequest ack, Arrival arrival) {
                agent.onAck(ack);
            }
        });
    }

    private static Target to(WirePeer peer) {
        return Target.of("sip:callee@" + peer.sentBy(), "core");
    }

    @AfterEach
    void close() {
        stack.close();
        alice.close();
        bob.close();
        carol.close();
    }

    private SipRequest sends(SipRequest request) {
        alice.send(request, stack.address("core"));
        return request;
    }

    private SipRequest calls() {
        return sends(alice.request("INVITE", "sip:bob@example.org")
                .edit()
                .append(HeaderName.of("X-Odd"), "a,  b")
                .append(HeaderName.SUPPORTED, "100rel, timer")
                .body("application/sdp", OFFER)
                .build());
    }

    private SipResponse withSdp(SipRequest invite, int status) {
        return bob.complete(invite, status).body("application/sdp", ANSWER).build();
    }

    /** A request of this peer in the dialog that an INVITE and its response made. */
    private static SipRequest next(WirePeer peer, SipMessage invite, SipMessage response, String method, int cseq) {
        boolean caller = invite.from()
                .toString()
                .contains("tag=" + peer.contact().substring(5, peer.contact().indexOf('@')));
        var target = (caller ? response : invite)
                .address(HeaderName.CONTACT)
                .orElseThrow()
                .uri();
        return peer.request(method, target)
                .edit()
                .set(HeaderName.FROM, caller ? response.from() : response.to())
                .set(HeaderName.TO, caller ? response.to() : response.from())
                .set(HeaderName.CALL_ID, invite.callId())
                .set(HeaderName.CSEQ, cseq + " " + method)
                .build();
    }

    /** A call that is up: both sides' INVITE and 200. */
    private record Up(SipRequest invite, SipResponse ok, SipRequest inviteAtBob, SipResponse okOfBob) {}

    private Up up() {
        var invite = calls();
        var atBob = bob.expect("INVITE");
        var okOfBob = withSdp(atBob, 200);
        bob.reply(atBob, okOfBob);
        var ok = alice.expect(200);
        sends(next(alice, invite, ok, "ACK", 1));
        bob.expect("ACK");
        states.clear();
        return new Up(invite, ok, atBob, okOfBob);
    }

    private void byAlice(Up call, String method, int cseq) {
        sends(next(alice, call.invite, call.ok, method, cseq));
    }

    private void byBob(Up call, String method, int cseq) {
        bob.send(next(bob, call.inviteAtBob, call.okOfBob, method, cseq), stack.address("core"));
    }

    private CallEnd end() {
        try {
            var end = ends.poll(10, TimeUnit.SECONDS);
            assertThat(end).as("onEnd").isNotNull();
            return end;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

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
        assertThat(bye.callId()).isEqualTo(call.invite.callId());
        alice.reply(bye, 200);
        assertThat(end().who()).contains(Party.CALLEE);
    }

    @Test
    void a_repeated_answer_gets_its_ack_again() {
        var call = up();
        bob.reply(call.inviteAtBob, call.okOfBob);
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
    void a_re_invite_is_relayed_with_its_ack() {
        var call = up();
        byBob(call, "INVITE", 1);
        var again = alice.expect("INVITE");
        assertThat(again.callId()).isEqualTo(call.invite.callId());
        alice.reply(again, 200);
        var ok = bob.expect(200);
        bob.send(next(bob, call.inviteAtBob, call.okOfBob, "ACK", 1), stack.address("core"));
        assertThat(alice.expect("ACK").cseq().number()).isEqualTo(again.cseq().number());
        assertThat(ok.callId()).isEqualTo(call.inviteAtBob.callId());
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
        sends(next(alice, call.invite, call.ok, "INFO", 6)
                .edit()
                .set(HeaderName.TO, "<sip:bob@example.org>;tag=unknown")
                .build());
        alice.expect(481);
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
    void of_two_answers_the_second_is_ended() {
        var call = up();
        bob.reply(
                call.inviteAtBob,
                call.okOfBob
                        .edit()
                        .set(HeaderName.TO, call.inviteAtBob.to().with("tag", "fork"))
                        .build());
        assertThat(bob.expect("ACK").toTag()).contains("fork");
        assertThat(bob.expect("BYE").toTag()).contains("fork");
        assertThat(alice.rest()).isEmpty();
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

        try (var other = stack(PATIENT)) {
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
    void a_target_without_a_way_is_unavailable() {
        stack.handler("core", transaction -> bua.connect(transaction, Target.of("tel:+15551234", "core"), hooks));
        calls();
        alice.expect(416);
        assertThat(List.of(end().cause())).containsExactly(CallEnd.Cause.REFUSED);
    }
}
