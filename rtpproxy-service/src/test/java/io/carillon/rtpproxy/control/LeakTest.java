package io.carillon.rtpproxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sdp.ng.MediaOptions;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgOutcome;
import io.carillon.sdp.ng.NgValue;
import io.carillon.testkit.Tables;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However calls end, the relay has nothing left of them: no call, no port, no socket, no answer kept for who asks twice. */
class LeakTest {
    private static final MediaOptions PLAIN = MediaOptions.plainRelay();
    private static final int PAIRS = 6;
    private Relay relay;
    private Phone alice;
    private Phone bob;

    @BeforeEach
    void open() throws IOException {
        relay = new Relay(PAIRS);
        alice = new Phone(0xA11CE);
        bob = new Phone(0xB0B);
    }

    @AfterEach
    void close() {
        alice.close();
        bob.close();
        relay.close();
    }

    @Test
    void nothing_is_left_of_calls_good_and_bad() throws IOException {
        hangsUp();
        var before = tablesAfterAWhile();
        hangsUp();
        isNeverAnswered();
        findsNoPort();
        offersNonsense();
        isAnsweredWithNonsense();
        losesAFork();
        fallsSilent();

        assertThat(relay.calls.size()).as("calls").isZero();
        await().untilAsserted(() -> {
            assertThat(relay.media.load()).as("ports that are taken").isZero();
            assertThat(relay.media.sockets()).as("sockets that are read").isZero();
        });
        assertThat(relay.server.remembered()).as("answers, for half a minute").isPositive();
        assertThat(Tables.grown(before, tablesAfterAWhile())).as("tables").isEmpty();
        assertThat(relay.server.remembered()).as("but the last one's").isEqualTo(1);
        everyPortIsThereAgain();
    }

    private Map<String, Integer> tablesAfterAWhile() {
        relay.skip(Duration.ofSeconds(31));
        relay.ask(new NgCommand.Ping(NgValue.Dict.EMPTY));
        relay.ended.clear(); // the test's own
        return Tables.of(List.of(relay.calls, relay.media, relay.server));
    }

    private static NgCommand.Offer offer(String callId, String sdp) {
        return new NgCommand.Offer(callId, "alice", Optional.empty(), sdp, PLAIN);
    }

    private static NgCommand.Answer answer(String callId, String tag, String sdp) {
        return new NgCommand.Answer(callId, "alice", tag, sdp, PLAIN);
    }

    private NgOutcome.Done ended(String callId) {
        return relay.done(new NgCommand.Delete(callId, Optional.of("alice"), Optional.empty()));
    }

    private void hangsUp() throws IOException {
        relay.done(offer("ends", alice.sdp()));
        var shown = relay.done(answer("ends", "bob", bob.sdp())).sdp().orElseThrow();
        var hello = alice.sendRtp(shown);
        assertThat(Phone.receive(bob.rtp)).isEqualTo(hello);
        assertThat(ended("ends").reply().dict("totals")).isPresent();
    }

    private void isNeverAnswered() {
        relay.done(offer("rings", alice.sdp()));
        ended("rings");
    }

    private void findsNoPort() {
        var lines = bob.section("video", "34").repeat(PAIRS);
        assertThat(relay.ask(offer("large", alice.sdp() + lines))).isEqualTo(new NgOutcome.Refused("Ran out of ports"));
    }

    private void offersNonsense() {
        assertThat(relay.ask(offer("nonsense", "v=0\r\nm=audio"))).isInstanceOf(NgOutcome.Refused.class);
    }

    private void isAnsweredWithNonsense() {
        relay.done(offer("answered", alice.sdp()));
        assertThat(relay.ask(answer("answered", "bob", "what?"))).isInstanceOf(NgOutcome.Refused.class);
        ended("answered");
    }

    private void losesAFork() {
        relay.done(offer("forked", alice.sdp()));
        relay.done(answer("forked", "bob", bob.sdp()));
        relay.done(answer("forked", "carol", bob.sdp()));
        relay.done(new NgCommand.Delete("forked", Optional.of("alice"), Optional.of("bob")));
        ended("forked");
    }

    private void fallsSilent() {
        relay.done(offer("silent", alice.sdp()));
        relay.done(answer("silent", "bob", bob.sdp()));
        relay.skip(Duration.ofSeconds(61));
        relay.calls.sweep();
    }

    private void everyPortIsThereAgain() {
        var lines = bob.section("video", "34").repeat(PAIRS / 2 - 1);
        relay.done(offer("again", alice.sdp() + lines));
        assertThat(relay.media.load()).isEqualTo(1);
        ended("again");
    }
}
