package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.directory.StaticNodes;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.SipStack;
import io.carillon.testkit.Tables;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However calls end, 64·T1 after the last one nothing of them is left: T1 is much shorter here. */
class LeakTest extends GmTest {
    private static final String OFFER = sdp("10.0.0.1", 4000);
    private static final String ANSWER = sdp("10.0.0.2", 5000);
    private static final int PROBES = 2;
    private static final int PHONES = 16;

    private final Deque<Peer> phones = new ArrayDeque<>();
    private Sbc border;
    private Pcrf pcrf;
    private Peer called;
    private String path;

    @BeforeEach
    void start() {
        pcrf = new Pcrf();
        border = Sbc.start(
                        "sbc-31",
                        StaticNodes.of(cscf(), relay.node(), pcrf.node()),
                        "--carillon.sip.t1=30ms",
                        "--spring.data.redis.database=5")
                .withPolicy();
        called = phone();
        // the border remembers phones when Redis tells it of changes, and that is a moment after its start
        await().until(() -> {
            path = registration(called).first(HeaderName.PATH).orElseThrow();
            return border.tables().get("Remembered.entries") > 0;
        });
        for (int i = 0; i < PHONES; i++) {
            var phone = phone();
            registration(phone);
            phones.add(phone);
        }
    }

    @AfterEach
    void stop() {
        border.close();
        pcrf.close();
    }

    /** Registered before the first call: registrations stay. */
    private Peer phoneHere() {
        return phones.removeFirst();
    }

    private SipRequest registration(Peer phone) {
        phone.send(register(phone), border.access());
        var register = core.awaits("REGISTER");
        core.reply(register, granted(register, phone, 600));
        phone.expect(200);
        return register;
    }

    private SipRequest calls(Peer phone, String offer) {
        phone.send(invite(phone, offer), border.access());
        return core.awaits("INVITE");
    }

    @Test
    void nothing_is_left_of_calls_good_and_bad() {
        var before = border.tables();
        var stored = border.redis().keys("*");
        findsTheRelayBusy();
        hangsUp();
        neverAcknowledges();
        isRefused();
        isCancelled();
        isNotHeardByTheCalled();
        getsAnAnswerToSomethingElse();
        offersNonsense();
        neverHangsUp();
        isAnsweredForByALatePolicyFunction();

        var stack = border.bean(SipStack.class);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var left = stack.statistics();
            assertThat(List.of(left.clientTransactions(), left.inFlight(), left.laneTasks()))
                    .as("transactions, requests and tasks")
                    .containsOnly(0);
            assertThat(left.serverTransactions())
                    .as("but for the node's own probes of its two sides")
                    .isLessThanOrEqualTo(PROBES);
            assertThat(border.redis().keys("*")).as("in the store").isSubsetOf(stored);
            assertThat(pcrf.unended()).as("Rx sessions").isEmpty();
            assertThat(relayed()).as("calls at the relay").isEmpty();
            assertThat(Tables.grown(before, border.tables())).as("tables").isEmpty();
        });
    }

    /** What was offered to the relay and not deleted there. */
    private List<String> relayed() {
        var asked = relay.rest();
        var deleted = asked.stream()
                .filter(NgCommand.Delete.class::isInstance)
                .map(command -> ((NgCommand.Delete) command).callId())
                .toList();
        return asked.stream()
                .filter(NgCommand.Offer.class::isInstance)
                .map(command -> ((NgCommand.Offer) command).callId())
                .distinct()
                .filter(call -> !deleted.contains(call))
                .toList();
    }

    private void hangsUp() {
        var phone = phoneHere();
        var invite = calls(phone, OFFER);
        core.reply(invite, with(fromCore(invite, 200), ANSWER));
        var ok = phone.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok), border.access());
        core.awaits("ACK");
        phone.send(phone.inDialog("BYE", 2, ok), border.access());
        core.reply(core.awaits("BYE"), 200);
        phone.expect(200);
    }

    /** RFC 3261 §13.3.1.4: who answered hangs up then; the phone does not say a word to that either. */
    private void neverAcknowledges() {
        var phone = phoneHere();
        var invite = calls(phone, OFFER);
        core.reply(invite, with(fromCore(invite, 200), ANSWER));
        phone.expect(200);
        core.send(core.inDialog("BYE", 1, invite), border.core());
        phone.expect("BYE");
    }

    private void isRefused() {
        var phone = phoneHere();
        var invite = calls(phone, OFFER);
        core.reply(invite, 486);
        phone.expect(486);
    }

    private void isCancelled() {
        var phone = phoneHere();
        var sent = phone.send(invite(phone, OFFER), border.access());
        var invite = core.awaits("INVITE");
        core.reply(invite, with(fromCore(invite, 183), ANSWER));
        phone.expect(183);
        phone.send(phone.sibling(sent, "CANCEL"), border.access());
        phone.expect(200);
        core.reply(core.awaits("CANCEL"), 200);
        core.reply(invite, 487);
        phone.expect(487);
    }

    private void isNotHeardByTheCalled() {
        core.send(inviteTowards(called, path, OFFER), border.core());
        called.expect("INVITE");
    }

    /** RFC 3264 §6: as many m= lines in the answer as in the offer. */
    private void getsAnAnswerToSomethingElse() {
        var phone = phoneHere();
        var invite = calls(phone, OFFER);
        core.reply(invite, with(fromCore(invite, 200), ANSWER + "m=video 5002 RTP/AVP 96\r\n"));
        assertThat(phone.expect(502).reason()).isEqualTo("Bad Answer");
        core.awaits("BYE");
    }

    private void offersNonsense() {
        for (var nonsense : List.of(
                "nonsense",
                "v=0\r\nm=audio",
                OFFER.replace("m=audio 4000", "m=audio 99999"),
                OFFER + "m=audio 9 RTP/AVP 8\r\n".repeat(10_000 / 8), // more is no datagram
                "v=0\r\n" + "a".repeat(40_000))) {
            var phone = phoneHere();
            phone.send(invite(phone, nonsense).build().toString().getBytes(StandardCharsets.UTF_8), border.access());
            assertThat(phone.expectFinal().status())
                    .as(nonsense.substring(0, Math.min(60, nonsense.length())))
                    .isEqualTo(488);
        }
    }

    /** Both phones are gone, and nobody says a word any more: the session timer ends it (RFC 4028 §10). */
    private void neverHangsUp() {
        var phone = phoneHere();
        var invite = calls(phone, OFFER);
        core.reply(invite, with(fromCore(invite, 200), ANSWER).append(HeaderName.SESSION_EXPIRES, "90;refresher=uac"));
        var ok = phone.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok), border.access());
        core.awaits("ACK");
        border.look(Instant.now().plusSeconds(120));
        phone.expect("BYE");
        core.awaits("BYE");
    }

    /** Its answer comes when nobody waits any more: what it has begun is ended. */
    private void isAnsweredForByALatePolicyFunction() {
        pcrf.gate = new CountDownLatch(1);
        hangsUp();
        pcrf.gate.countDown();
    }

    private void findsTheRelayBusy() {
        var phone = phoneHere();
        relay.mood = Relay.Mood.BUSY;
        phone.send(invite(phone, OFFER), border.access());
        phone.expect(503);
        relay.forget(); // it has taken nothing
        relay.mood = Relay.Mood.WILLING;
    }
}
