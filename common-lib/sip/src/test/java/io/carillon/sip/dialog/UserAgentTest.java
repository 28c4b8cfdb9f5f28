package io.carillon.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.dialog.UserAgentCall.Event;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.peer.WirePeer;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two user agents call each other over loopback; and one meets a peer that plays tricks. */
class UserAgentTest {
    private static final String OFFER = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n";
    private static final String ANSWER = "v=0\r\no=- 2 2 IN IP4 192.0.2.2\r\n";
    private static final Timers TIMERS = new Timers(20, 80, 100, 100, 60_000);

    private final LinkedBlockingQueue<UserAgentCall> incoming = new LinkedBlockingQueue<>();
    private final SipStack aliceStack = stack("alice");
    private final SipStack bobStack = stack("bob");
    private final UserAgent alice = agent(aliceStack, "alice");
    private final UserAgent bob = agent(bobStack, "bob").onCall(incoming::add);
    private final WirePeer peer = new WirePeer("peer");

    private static SipStack stack(String name) {
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var stack = SipStack.builder()
                .listen(new ListeningPoint(name, local, "127.0.0.1", Set.of(Transport.UDP)))
                .timers(TIMERS)
                .build();
        try {
            stack.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return stack;
    }

    private static UserAgent agent(SipStack stack, String name) {
        var agent = new UserAgent(stack, name, "<sip:" + name + "@" + stack.sentBy(name) + ">");
        stack.handler(name, agent);
        return agent;
    }

    @AfterEach
    void close() {
        aliceStack.close();
        bobStack.close();
        peer.close();
    }

    private UserAgentCall calls(Hop to, Optional<String> sdp) {
        var invite = SipRequest.create("INVITE", "sip:bob@example.org")
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<sip:alice@example.org>;tag=" + ResponseEdit.newTag())
                .append(HeaderName.TO, "<sip:bob@example.org>")
                .append(HeaderName.CALL_ID, ResponseEdit.newTag())
                .append(HeaderName.CSEQ, "1 INVITE")
                .append(HeaderName.SUPPORTED, "100rel");
        sdp.ifPresent(body -> invite.body("application/sdp", body));
        return alice.call(invite.build(), to);
    }

    private UserAgentCall calls() {
        return calls(Hop.udp(bobStack.address("bob")), Optional.of(OFFER));
    }

    private UserAgentCall rings() {
        try {
            var call = incoming.poll(10, TimeUnit.SECONDS);
            assertThat(call).as("a call").isNotNull();
            return call;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <E extends Event> E hears(UserAgentCall call, Class<E> type) {
        var event = call.next(Duration.ofSeconds(10)).orElseThrow();
        while (event instanceof Event.Progress && type != Event.Progress.class) {
            event = call.next(Duration.ofSeconds(10)).orElseThrow(); // a 180 comes again when its INVITE does
        }
        assertThat(event).isInstanceOf(type);
        return type.cast(event);
    }

    private static SipResponse answer(UserAgentCall call) {
        return call.reply(200).body("application/sdp", ANSWER).build();
    }

    @Test
    void a_call_from_ringing_to_bye() {
        var call = calls();
        var taken = rings();
        taken.progress(taken.reply(180).build());
        assertThat(hears(call, Event.Progress.class).response().status()).isEqualTo(180);
        taken.answer(answer(taken));
        assertThat(hears(call, Event.Answered.class).response().bodyText()).isEqualTo(ANSWER);
        hears(taken, Event.Acknowledged.class);
        assertThat(call.bye().status()).isEqualTo(200);
        hears(taken, Event.Ended.class);
        assertThat(alice.size() + bob.size()).isZero();
    }

    @Test
    void reliable_provisional_responses_are_acknowledged_one_after_the_other() {
        var call = calls();
        var taken = rings();
        taken.progress(taken.reply(183)
                .append(HeaderName.REQUIRE, "100rel")
                .body("application/sdp", ANSWER)
                .build());
        taken.progress(taken.reply(180).append(HeaderName.REQUIRE, "100rel").build());
        assertThat(hears(call, Event.Progress.class).response().status()).isEqualTo(183);
        hears(taken, Event.ProvisionalAcknowledged.class);
        assertThat(hears(call, Event.Progress.class).response().status()).isEqualTo(180);
        hears(taken, Event.ProvisionalAcknowledged.class);
        taken.answer(taken.reply(200).build());
        hears(call, Event.Answered.class);
    }

    @Test
    void a_reliable_response_without_prack_ends_the_invite() {
        peer.send(peer.request("INVITE", "sip:bob@example.org"), bobStack.address("bob"));
        var taken = rings();
        taken.progress(taken.reply(183).append(HeaderName.REQUIRE, "100rel").build());
        var first = peer.expect(183);
        assertThat(peer.expect(183).wire()).isEqualTo(first.wire());
        await().until(() ->
                peer.rest().stream().anyMatch(it -> it instanceof SipResponse response && response.status() == 504));
    }

    @Test
    void a_late_offer_is_answered_in_the_ack() {
        var call = calls(Hop.udp(bobStack.address("bob")), Optional.empty()).onLateOffer(offer -> Optional.of(OFFER));
        var taken = rings();
        taken.answer(answer(taken));
        hears(call, Event.Answered.class);
        assertThat(hears(taken, Event.Acknowledged.class).ack().bodyText()).isEqualTo(OFFER);
    }

    @Test
    void the_caller_gives_up() {
        var call = calls();
        var taken = rings();
        taken.progress(taken.reply(180).build());
        hears(call, Event.Progress.class);
        call.cancel();
        hears(taken, Event.Cancelled.class);
        assertThat(hears(call, Event.Refused.class).response().status()).isEqualTo(487);
    }

    @Test
    void a_re_invite_and_an_info() {
        var call = calls();
        var taken = rings();
        taken.answer(answer(taken));
        hears(call, Event.Answered.class);
        hears(taken, Event.Acknowledged.class);

        Thread.ofVirtual().start(() -> {
            var again = hears(call, Event.Requested.class).transaction();
            call.respond(
                    again,
                    again.request()
                            .reply(200)
                            .append(HeaderName.CONTACT, alice.contact())
                            .build());
        });
        assertThat(taken.send(taken.request("INVITE").build()).status()).isEqualTo(200);
        hears(call, Event.Acknowledged.class);

        Thread.ofVirtual().start(() -> {
            var info = hears(taken, Event.Requested.class).transaction();
            taken.respond(info, info.request().reply(200).build());
        });
        assertThat(call.send(call.request("INFO").build()).status()).isEqualTo(200);
    }

    @Test
    void an_answer_that_is_never_acknowledged_ends_the_call() {
        peer.send(peer.request("INVITE", "sip:bob@example.org"), bobStack.address("bob"));
        var taken = rings();
        taken.answer(answer(taken));
        peer.expect(200);
        peer.expect(200);
        hears(taken, Event.Ended.class);
        await().until(() -> peer.rest().stream().anyMatch(it -> it.method().equals("BYE")));
    }

    @Test
    void a_second_answer_is_acknowledged_and_ended() {
        var call = calls(peer.hop(), Optional.of(OFFER));
        var invite = peer.expect("INVITE");
        peer.reply(invite, 200);
        hears(call, Event.Answered.class);
        peer.expect("ACK");
        peer.reply(invite, 200);
        peer.expect("ACK");
        var fork = peer.complete(invite, 200)
                .set(HeaderName.TO, invite.to().with("tag", "fork"))
                .build();
        peer.reply(invite, fork);
        assertThat(peer.expect("ACK").toTag()).contains("fork");
        assertThat(peer.expect("BYE").toTag()).contains("fork");
    }

    @Test
    void nobody_at_home() {
        bob.onCall(call -> call.refuse(486));
        assertThat(hears(calls(), Event.Refused.class).response().status()).isEqualTo(486);
        var options = peer.request("OPTIONS", "sip:bob@example.org");
        peer.send(options, bobStack.address("bob"));
        assertThat(peer.expect(200).has(HeaderName.ALLOW)).isTrue();
        peer.send(peer.request("MESSAGE", "sip:bob@example.org"), bobStack.address("bob"));
        peer.expect(405);
    }
}
