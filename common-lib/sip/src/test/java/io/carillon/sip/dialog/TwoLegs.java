package io.carillon.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.peer.ThreePeers;
import io.carillon.sip.peer.WirePeer;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Transport;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;

/** Calls through a back-to-back user agent, on real sockets between peers whose every byte the test sees. */
abstract class TwoLegs extends ThreePeers {
    static final Timers HASTY = new Timers(5, 20, 20, 20, 60_000);
    static final String OFFER = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n";
    static final String ANSWER = "v=0\r\no=- 2 2 IN IP4 192.0.2.2\r\n";

    final LinkedBlockingQueue<CallEnd> ends = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<CallState> states = new LinkedBlockingQueue<>();
    Hooks hooks = new Hooks();
    B2bua bua = new B2bua(stack);

    TwoLegs() {
        super(node(PATIENT, Transport.UDP));
    }

    /** Remembers what it hears. */
    class Hooks implements CallHooks {
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

    @BeforeEach
    void takeCalls() {
        serve(stack, bua);
    }

    void hurry() {
        restart(HASTY);
        bua = new B2bua(stack);
        serve(stack, bua);
    }

    void serve(SipStack node, B2bua agent) {
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

    static Target to(WirePeer peer) {
        return Target.of("sip:callee@" + peer.sentBy(), "core");
    }

    SipRequest calls() {
        return sends(alice.request("INVITE", "sip:bob@example.org")
                .edit()
                .append(HeaderName.of("X-Odd"), "a,  b")
                .append(HeaderName.SUPPORTED, "100rel, timer")
                .body("application/sdp", OFFER)
                .build());
    }

    SipResponse withSdp(SipRequest invite, int status) {
        return bob.complete(invite, status).body("application/sdp", ANSWER).build();
    }

    /** A request of this peer in the dialog that an INVITE and its response made. */
    static SipRequest next(WirePeer peer, SipMessage invite, SipMessage response, String method, int cseq) {
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
    record Up(SipRequest invite, SipResponse ok, SipRequest inviteAtBob, SipResponse okOfBob) {}

    Up up() {
        var stored = upAndStored();
        states.clear();
        return stored.up();
    }

    void byAlice(Up call, String method, int cseq) {
        sends(next(alice, call.invite, call.ok, method, cseq));
    }

    void byBob(Up call, String method, int cseq) {
        bob.send(next(bob, call.inviteAtBob, call.okOfBob, method, cseq), stack.address("core"));
    }

    CallEnd end() {
        try {
            var end = ends.poll(10, TimeUnit.SECONDS);
            assertThat(end).as("onEnd").isNotNull();
            return end;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A call that is up, and what a store holds of it. */
    record Stored(Up up, CallState stored) {}

    Stored upAndStored() {
        var invite = calls();
        var atBob = bob.expect("INVITE");
        var okOfBob = withSdp(atBob, 200);
        bob.reply(atBob, okOfBob);
        var ok = alice.expect(200);
        sends(next(alice, invite, ok, "ACK", 1));
        bob.expect("ACK");
        return new Stored(new Up(invite, ok, atBob, okOfBob), states.remove());
    }

    CallState state() {
        try {
            var state = states.poll(10, TimeUnit.SECONDS);
            assertThat(state).as("onChange").isNotNull();
            return state;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
