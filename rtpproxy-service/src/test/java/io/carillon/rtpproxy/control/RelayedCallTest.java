package io.carillon.rtpproxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.MediaOptions;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgOutcome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two phones on real sockets with the relay between them. */
class RelayedCallTest {
    private static final MediaOptions PLAIN = MediaOptions.plainRelay();

    private Conversation call;

    @BeforeEach
    void open() throws IOException {
        call = new Conversation();
    }

    @AfterEach
    void close() {
        call.close();
    }

    @Test
    void phones_hear_each_other_through_even_ports_and_report_through_odd_ones() throws IOException {
        call.connect(PLAIN);
        call.talk();
        byte[] report = call.alice.sendRtcp(call.shownToAlice);
        assertThat(Phone.receive(call.bob.rtcp)).isEqualTo(report);
        byte[] back = call.bob.sendRtcp(call.shownToBob);
        assertThat(Phone.receive(call.alice.rtcp)).isEqualTo(back);

        int port = call.shownToBob.media().getFirst().port();
        assertThat(port).isEven();
        assertThat(call.shownToBob.media().getFirst().rtcpAttribute()).hasValue(String.valueOf(port + 1));
        assertThat(call.streamOf(0).packets()).isEqualTo(1);
        assertThat(call.streamOf(0).rtcpPackets()).isEqualTo(1);
        assertThat(call.streamOf(0).bytes()).isEqualTo(172);
        assertThat(call.streamOf(0).lastPacket()).isNotNull();
    }

    @Test
    void rtcp_shares_the_port_when_both_want_it() throws IOException {
        call.connect(PLAIN, "rtcp-mux");
        call.talk();
        assertThat(call.shownToBob.media().getFirst().isRtcpMux()).isTrue();
        assertThat(call.shownToAlice.media().getFirst().isRtcpMux()).isTrue();
        byte[] report = call.alice.receiverReport();
        Phone.send(
                call.alice.rtp,
                report,
                call.shownToAlice
                        .rtpOf(call.shownToAlice.media().getFirst())
                        .socketAddress()
                        .orElseThrow());
        assertThat(Phone.receive(call.bob.rtp)).isEqualTo(report);
    }

    @Test
    void shared_rtcp_is_split_for_a_peer_that_does_not_share() throws IOException {
        call.shownToBob = call.relay.offer(call.alice.sdp("rtcp-mux"), PLAIN.withRtcpMux("demux"));
        assertThat(call.shownToBob.media().getFirst().isRtcpMux()).isFalse();
        call.shownToAlice = call.relay.answer(call.bob.sdp(), PLAIN);
        assertThat(call.shownToAlice.media().getFirst().isRtcpMux()).isTrue();
        call.talk();
        byte[] report = call.alice.receiverReport();
        Phone.send(
                call.alice.rtp,
                report,
                call.shownToAlice
                        .rtpOf(call.shownToAlice.media().getFirst())
                        .socketAddress()
                        .orElseThrow());
        assertThat(Phone.receive(call.bob.rtcp)).isEqualTo(report);
        call.bob.sendRtcp(call.shownToBob);
        assertThat(Phone.receive(call.alice.rtp)).hasSize(8);
    }

    @Test
    void video_and_audio_go_their_own_ways() throws IOException {
        try (Phone aliceScreen = new Phone(0xA2);
                Phone bobScreen = new Phone(0xB2)) {
            call.shownToBob = call.relay.offer(call.alice.sdp() + aliceScreen.section("video", "34"), PLAIN);
            call.shownToAlice = call.relay.answer(call.bob.sdp() + bobScreen.section("video", "34"), PLAIN);
            call.talk();
            InetSocketAddress screen = call.shownToAlice
                    .rtpOf(call.shownToAlice.media().get(1))
                    .socketAddress()
                    .orElseThrow();
            byte[] picture = aliceScreen.sendRtp(screen);
            assertThat(Phone.receive(bobScreen.rtp)).isEqualTo(picture);
            assertThat(Phone.drain(call.bob.rtp)).isZero();
        }
    }

    /** RFC 3264 §8.2: a line with port 0 stays where it is, leads nowhere, and may be taken up again (§8.1). */
    @Test
    void a_line_that_is_switched_off_holds_no_port_and_comes_back() throws IOException {
        try (Phone aliceScreen = new Phone(0xA2);
                Phone bobScreen = new Phone(0xB2)) {
            String none = "m=video 0 RTP/AVP 34\r\n";
            call.shownToBob = call.relay.offer(call.alice.sdp() + none, PLAIN);
            assertThat(call.shownToBob.media().get(1).port()).isZero();
            call.shownToAlice = call.relay.answer(call.bob.sdp() + none, PLAIN);
            assertThat(call.shownToAlice.media().get(1).port()).isZero();
            call.talk();

            call.shownToBob = call.relay.offer(call.alice.sdp() + aliceScreen.section("video", "34"), PLAIN);
            call.shownToAlice = call.relay.answer(call.bob.sdp() + bobScreen.section("video", "34"), PLAIN);
            InetSocketAddress screen = call.shownToAlice
                    .rtpOf(call.shownToAlice.media().get(1))
                    .socketAddress()
                    .orElseThrow();
            byte[] picture = aliceScreen.sendRtp(screen);
            assertThat(Phone.receive(bobScreen.rtp)).isEqualTo(picture);
            call.talk();
        }
    }

    /** T.140 text, with what was typed before in each packet (RFC 4103, TS 26.114 §5.2.3). */
    @Test
    void text_is_typed_beside_speech() throws IOException {
        try (Phone aliceTypes = new Phone(0xA3);
                Phone bobTypes = new Phone(0xB3)) {
            String text = "a=rtpmap:98 red/1000\r\na=fmtp:98 99/99/99\r\na=rtpmap:99 t140/1000\r\n";
            call.shownToBob = call.relay.offer(call.alice.sdp() + aliceTypes.section("text", "98 99") + text, PLAIN);
            call.shownToAlice = call.relay.answer(call.bob.sdp() + bobTypes.section("text", "98 99") + text, PLAIN);
            assertThat(call.shownToBob.media().get(1).kind()).isEqualTo("text");
            assertThat(call.shownToBob.toString()).contains("a=rtpmap:99 t140/1000", "a=fmtp:98 99/99/99");
            call.talk();
            InetSocketAddress line = call.shownToAlice
                    .rtpOf(call.shownToAlice.media().get(1))
                    .socketAddress()
                    .orElseThrow();
            byte[] typed =
                    "\u0080\u0062\u0000\u0001\0\0\0\0\0\0\0\u00a3\u0063h\u00e9".getBytes(StandardCharsets.ISO_8859_1);
            Phone.send(aliceTypes.rtp, typed, line);
            assertThat(Phone.receive(bobTypes.rtp)).isEqualTo(typed);
            assertThat(Phone.drain(call.bob.rtp)).isZero();
            assertThat(call.relay
                            .calls
                            .query(Relay.CALL)
                            .parties()
                            .getFirst()
                            .streams()
                            .get(1)
                            .packets())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_reinvite_from_the_callee_keeps_the_ports_and_moves_its_media() throws IOException {
        call.connect(PLAIN);
        call.talk();
        try (Phone otherBob = new Phone(0xB0B2)) {
            SessionDescription again = call.relay
                    .done(new NgCommand.Offer(Relay.CALL, "bob", Optional.of("alice"), otherBob.sdp(), PLAIN))
                    .sdp()
                    .orElseThrow();
            SessionDescription back = call.relay
                    .done(new NgCommand.Answer(Relay.CALL, "bob", "alice", call.alice.sdp(), PLAIN))
                    .sdp()
                    .orElseThrow();
            assertThat(again.media().getFirst().port())
                    .isEqualTo(call.shownToAlice.media().getFirst().port());
            assertThat(back.media().getFirst().port())
                    .isEqualTo(call.shownToBob.media().getFirst().port());
            byte[] hello = call.alice.sendRtp(call.shownToAlice);
            assertThat(Phone.receive(otherBob.rtp)).isEqualTo(hello);
        }
    }

    @Test
    void of_forked_answers_the_last_holds_and_a_lost_fork_does_not_end_the_call() throws IOException {
        call.connect(PLAIN);
        try (Phone carol = new Phone(0xCA)) {
            call.relay.done(new NgCommand.Answer(Relay.CALL, "alice", "carol", carol.sdp(), PLAIN));
            byte[] hello = call.alice.sendRtp(call.shownToAlice);
            assertThat(Phone.receive(carol.rtp)).isEqualTo(hello);
            NgOutcome.Done lost =
                    call.relay.done(new NgCommand.Delete(Relay.CALL, Optional.of("alice"), Optional.of("bob")));
            assertThat(lost.reply().text("warning")).isPresent();
            assertThat(call.relay.calls.size()).isEqualTo(1);
        }
    }

    @Test
    void ports_that_run_out_are_told_and_come_back() throws IOException {
        try (Relay small = new Relay(2)) {
            small.offer(call.alice.sdp(), PLAIN);
            NgCommand.Offer second = new NgCommand.Offer("second", "x", Optional.empty(), call.bob.sdp(), PLAIN);
            assertThat(small.ask(second)).isEqualTo(new NgOutcome.Refused("Ran out of ports"));
            assertThat(small.calls.size()).isEqualTo(1);
            small.done(new NgCommand.Delete(Relay.CALL, Optional.of("alice"), Optional.empty()));
            assertThat(small.calls.size()).isZero();
            await().until(() -> small.ask(second) instanceof NgOutcome.Done);
        }
    }

    @Test
    void a_line_that_finds_no_port_leaves_the_call_as_it_was() throws IOException {
        try (Relay small = new Relay(2)) {
            small.offer(call.alice.sdp(), PLAIN);
            String more = call.alice.sdp() + call.bob.section("video", "34");
            assertThat(small.ask(new NgCommand.Offer(Relay.CALL, "alice", Optional.empty(), more, PLAIN)))
                    .isEqualTo(new NgOutcome.Refused("Ran out of ports"));
            assertThat(small.answer(call.bob.sdp(), PLAIN).media()).hasSize(1);
        }
    }

    @Test
    void a_silent_call_is_given_up_and_a_talking_one_is_not() throws IOException {
        call.connect(PLAIN);
        call.talk();
        call.relay.skip(Duration.ofSeconds(59));
        call.relay.calls.sweep();
        assertThat(call.relay.calls.size()).isEqualTo(1);
        call.relay.skip(Duration.ofSeconds(2));
        call.relay.calls.sweep();
        assertThat(call.relay.calls.size()).isZero();
        assertThat(call.relay.ask(new NgCommand.Query(Relay.CALL))).isEqualTo(new NgOutcome.Refused("Unknown call-id"));
    }

    @Test
    void a_ringing_and_a_held_call_may_be_silent_for_longer() {
        call.relay.offer(call.alice.sdp(), PLAIN);
        call.relay.skip(Duration.ofMinutes(4));
        call.relay.calls.sweep();
        assertThat(call.relay.calls.size()).isEqualTo(1);
        call.relay.answer(call.bob.sdp("inactive"), PLAIN);
        call.relay.skip(Duration.ofMinutes(59));
        call.relay.calls.sweep();
        assertThat(call.relay.calls.size()).isEqualTo(1);
    }
}
