package io.carillon.rtpproxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.rtpproxy.control.CallReport.Stream;
import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.MediaOptions;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgOutcome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two phones on real sockets with the relay between them. */
class RelayedCallTest {
    private static final MediaOptions PLAIN = MediaOptions.plainRelay();

    private Relay relay;
    private Phone alice;
    private Phone bob;
    private SessionDescription shownToBob;
    private SessionDescription shownToAlice;

    @BeforeEach
    void open() throws IOException {
        relay = new Relay(64);
        alice = new Phone(0xA11CE);
        bob = new Phone(0xB0B);
    }

    @AfterEach
    void close() {
        alice.close();
        bob.close();
        relay.close();
    }

    private void connect(MediaOptions options, String... attributes) {
        shownToBob = relay.offer(alice.sdp(attributes), options);
        shownToAlice = relay.answer(bob.sdp(attributes), options);
    }

    /** Media both ways, so that both sources are learned. */
    private void talk() throws IOException {
        byte[] hello = alice.sendRtp(shownToAlice);
        assertThat(Phone.receive(bob.rtp)).isEqualTo(hello);
        byte[] hi = bob.sendRtp(shownToBob);
        assertThat(Phone.receive(alice.rtp)).isEqualTo(hi);
    }

    private Stream streamOf(int party) {
        return relay.calls.query(Relay.CALL).parties().get(party).streams().getFirst();
    }

    @Test
    void phones_hear_each_other_through_even_ports_and_report_through_odd_ones() throws IOException {
        connect(PLAIN);
        talk();
        byte[] report = alice.sendRtcp(shownToAlice);
        assertThat(Phone.receive(bob.rtcp)).isEqualTo(report);
        byte[] back = bob.sendRtcp(shownToBob);
        assertThat(Phone.receive(alice.rtcp)).isEqualTo(back);

        int port = shownToBob.media().getFirst().port();
        assertThat(port).isEven();
        assertThat(shownToBob.media().getFirst().rtcpAttribute()).hasValue(String.valueOf(port + 1));
        assertThat(streamOf(0).packets()).isEqualTo(1);
        assertThat(streamOf(0).rtcpPackets()).isEqualTo(1);
        assertThat(streamOf(0).bytes()).isEqualTo(172);
        assertThat(streamOf(0).lastPacket()).isNotNull();
    }

    @Test
    void a_phone_behind_a_nat_hears_after_it_was_heard() throws IOException {
        connect(PLAIN);
        try (Phone mapped = new Phone(0xA11CE)) {
            for (int i = 0; i < 5; i++) {
                byte[] packet = mapped.sendRtp(shownToAlice);
                assertThat(Phone.receive(bob.rtp)).isEqualTo(packet);
            }
            byte[] hi = bob.sendRtp(shownToBob);
            assertThat(Phone.receive(mapped.rtp)).isEqualTo(hi);
            assertThat(streamOf(0).learned()).endsWith(":" + mapped.rtp.getLocalPort());
        }
    }

    @Test
    void a_stranger_neither_hears_nor_is_heard_in_a_running_call() throws IOException {
        connect(PLAIN);
        talk();
        try (Phone mallory = new Phone(0xBAD)) {
            for (int i = 0; i < 100; i++) {
                mallory.sendRtp(shownToAlice);
                mallory.sendRtp(shownToBob);
            }
            talk();
            assertThat(Phone.drain(bob.rtp)).isZero();
            assertThat(Phone.drain(alice.rtp)).isZero();
            assertThat(Phone.drain(mallory.rtp)).isZero();
        }
        assertThat(streamOf(0).strangers()).isEqualTo(100);
        assertThat(streamOf(1).strangers()).isEqualTo(100);
    }

    @Test
    void a_stranger_who_comes_first_loses_its_place_to_the_signalled_phone() throws IOException {
        connect(PLAIN);
        try (Phone mallory = new Phone(0xBAD)) {
            for (int i = 0; i < 4; i++) {
                mallory.sendRtp(shownToAlice);
                Phone.receive(bob.rtp);
            }
            byte[] hi = bob.sendRtp(shownToBob);
            assertThat(Phone.receive(alice.rtp)).isEqualTo(hi);
            mallory.sendRtp(shownToAlice);
            Phone.receive(bob.rtp);
            talk();
            for (int i = 0; i < 50; i++) {
                mallory.sendRtp(shownToAlice);
            }
            talk();
            assertThat(Phone.drain(bob.rtp)).isZero();
            assertThat(Phone.drain(mallory.rtp)).isZero();
        }
    }

    @Test
    void a_phone_known_to_be_behind_no_nat_is_believed_at_its_own_port_only() throws IOException {
        connect(PLAIN.withReceivedFrom(Phone.LOOPBACK));
        try (Phone mallory = new Phone(0xBAD)) {
            for (int i = 0; i < 50; i++) {
                mallory.sendRtp(shownToAlice);
            }
            talk();
            assertThat(Phone.drain(bob.rtp)).isZero();
            assertThat(Phone.drain(mallory.rtp)).isZero();
        }
        assertThat(streamOf(0).strangers()).isEqualTo(50);
    }

    @Test
    void a_phone_behind_a_nat_is_learned_at_the_host_it_signals_from() throws IOException {
        String inside = alice.sdp().replace("c=IN IP4 127.0.0.1", "c=IN IP4 10.9.8.7");
        shownToBob = relay.offer(inside, PLAIN.withReceivedFrom(Phone.LOOPBACK));
        shownToAlice = relay.answer(bob.sdp(), PLAIN);
        for (int i = 0; i < 5; i++) {
            alice.sendRtp(shownToAlice);
            Phone.receive(bob.rtp);
        }
        talk();
    }

    @Test
    void many_strangers_together_pass_no_more_than_five_packets() throws IOException {
        connect(PLAIN);
        Phone[] strangers = {new Phone(1), new Phone(2), new Phone(3)};
        for (int i = 0; i < 30; i++) {
            strangers[i % 3].sendRtp(shownToAlice);
        }
        byte[] hello = alice.sendRtp(shownToAlice);
        int passed = 0;
        while (!Arrays.equals(Phone.receive(bob.rtp), hello)) {
            passed++;
        }
        assertThat(passed).isLessThanOrEqualTo(5);
        for (Phone stranger : strangers) {
            stranger.close();
        }
    }

    @Test
    void what_is_not_rtp_is_counted_and_goes_nowhere() throws IOException {
        connect(PLAIN);
        talk();
        InetSocketAddress port = shownToAlice.rtpOf(shownToAlice.media().getFirst()).socketAddress().orElseThrow();
        byte[][] bad = {
            {}, // nothing
            {0, 1, 0, 0}, // STUN
            {22, (byte) 0xfe, (byte) 0xfd}, // DTLS
            {(byte) 0x80, 8, 0, 1}, // RTP cut off
            {(byte) 0x9f, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, // extension and CSRCs missing
            {(byte) 0x80, 70, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}, // a payload type that is RTCP's
            {(byte) 0x80, (byte) 201, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0}, // RTCP longer than its packet
        };
        for (byte[] packet : bad) {
            Phone.send(alice.rtp, packet, port);
        }
        talk();
        assertThat(Phone.drain(bob.rtp)).isZero();
        assertThat(streamOf(0).foreign() + streamOf(0).malformed()).isEqualTo(bad.length);
    }

    @Test
    void rtcp_shares_the_port_when_both_want_it() throws IOException {
        connect(PLAIN, "rtcp-mux");
        talk();
        assertThat(shownToBob.media().getFirst().isRtcpMux()).isTrue();
        assertThat(shownToAlice.media().getFirst().isRtcpMux()).isTrue();
        byte[] report = alice.receiverReport();
        Phone.send(alice.rtp, report, shownToAlice.rtpOf(shownToAlice.media().getFirst()).socketAddress().orElseThrow());
        assertThat(Phone.receive(bob.rtp)).isEqualTo(report);
    }

    @Test
    void shared_rtcp_is_split_for_a_peer_that_does_not_share() throws IOException {
        shownToBob = relay.offer(alice.sdp("rtcp-mux"), PLAIN.withRtcpMux("demux"));
        assertThat(shownToBob.media().getFirst().isRtcpMux()).isFalse();
        shownToAlice = relay.answer(bob.sdp(), PLAIN);
        assertThat(shownToAlice.media().getFirst().isRtcpMux()).isTrue();
        talk();
        byte[] report = alice.receiverReport();
        Phone.send(alice.rtp, report, shownToAlice.rtpOf(shownToAlice.media().getFirst()).socketAddress().orElseThrow());
        assertThat(Phone.receive(bob.rtcp)).isEqualTo(report);
        bob.sendRtcp(shownToBob);
        assertThat(Phone.receive(alice.rtp)).hasSize(8);
    }

    @Test
    void video_and_audio_go_their_own_ways() throws IOException {
        try (Phone aliceScreen = new Phone(0xA2);
                Phone bobScreen = new Phone(0xB2)) {
            shownToBob = relay.offer(alice.sdp() + aliceScreen.section("video", "34"), PLAIN);
            shownToAlice = relay.answer(bob.sdp() + bobScreen.section("video", "34"), PLAIN);
            talk();
            InetSocketAddress screen = shownToAlice.rtpOf(shownToAlice.media().get(1)).socketAddress().orElseThrow();
            byte[] picture = aliceScreen.sendRtp(screen);
            assertThat(Phone.receive(bobScreen.rtp)).isEqualTo(picture);
            assertThat(Phone.drain(bob.rtp)).isZero();
        }
    }

    @Test
    void a_reinvite_from_the_callee_keeps_the_ports_and_moves_its_media() throws IOException {
        connect(PLAIN);
        talk();
        try (Phone otherBob = new Phone(0xB0B2)) {
            SessionDescription again = relay.done(new NgCommand.Offer(
                            Relay.CALL, "bob", Optional.of("alice"), otherBob.sdp(), PLAIN))
                    .sdp()
                    .orElseThrow();
            SessionDescription back = relay.done(new NgCommand.Answer(Relay.CALL, "bob", "alice", alice.sdp(), PLAIN))
                    .sdp()
                    .orElseThrow();
            assertThat(again.media().getFirst().port()).isEqualTo(shownToAlice.media().getFirst().port());
            assertThat(back.media().getFirst().port()).isEqualTo(shownToBob.media().getFirst().port());
            byte[] hello = alice.sendRtp(shownToAlice);
            assertThat(Phone.receive(otherBob.rtp)).isEqualTo(hello);
        }
    }

    @Test
    void of_forked_answers_the_last_holds_and_a_lost_fork_does_not_end_the_call() throws IOException {
        connect(PLAIN);
        try (Phone carol = new Phone(0xCA)) {
            relay.done(new NgCommand.Answer(Relay.CALL, "alice", "carol", carol.sdp(), PLAIN));
            byte[] hello = alice.sendRtp(shownToAlice);
            assertThat(Phone.receive(carol.rtp)).isEqualTo(hello);
            NgOutcome.Done lost =
                    relay.done(new NgCommand.Delete(Relay.CALL, Optional.of("alice"), Optional.of("bob")));
            assertThat(lost.reply().text("warning")).isPresent();
            assertThat(relay.calls.size()).isEqualTo(1);
        }
    }

    @Test
    void ports_that_run_out_are_told_and_come_back() throws IOException {
        try (Relay small = new Relay(2)) {
            small.offer(alice.sdp(), PLAIN);
            NgCommand.Offer second = new NgCommand.Offer("second", "x", Optional.empty(), bob.sdp(), PLAIN);
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
            small.offer(alice.sdp(), PLAIN);
            String more = alice.sdp() + bob.section("video", "34");
            assertThat(small.ask(new NgCommand.Offer(Relay.CALL, "alice", Optional.empty(), more, PLAIN)))
                    .isEqualTo(new NgOutcome.Refused("Ran out of ports"));
            assertThat(small.answer(bob.sdp(), PLAIN).media()).hasSize(1);
        }
    }

    @Test
    void a_silent_call_is_given_up_and_a_talking_one_is_not() throws IOException {
        connect(PLAIN);
        talk();
        relay.skip(Duration.ofSeconds(59));
        relay.calls.sweep();
        assertThat(relay.calls.size()).isEqualTo(1);
        relay.skip(Duration.ofSeconds(2));
        relay.calls.sweep();
        assertThat(relay.calls.size()).isZero();
        assertThat(relay.ask(new NgCommand.Query(Relay.CALL))).isEqualTo(new NgOutcome.Refused("Unknown call-id"));
    }

    @Test
    void a_ringing_and_a_held_call_may_be_silent_for_longer() {
        relay.offer(alice.sdp(), PLAIN);
        relay.skip(Duration.ofMinutes(4));
        relay.calls.sweep();
        assertThat(relay.calls.size()).isEqualTo(1);
        relay.answer(bob.sdp("inactive"), PLAIN);
        relay.skip(Duration.ofMinutes(59));
        relay.calls.sweep();
        assertThat(relay.calls.size()).isEqualTo(1);
    }
}
