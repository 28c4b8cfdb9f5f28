package io.carillon.rtpproxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.MediaOptions;
import io.carillon.sdp.ng.NgClient;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgObserver;
import io.carillon.sdp.ng.NgOutcome;
import io.carillon.sdp.ng.NgValue;
import io.carillon.sdp.ng.NgValue.Dict;
import io.carillon.testkit.Rtpengine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is counted of a call, and that rtpengine counts the same of the same packets. */
class MediaFiguresTest {
    private static final MediaOptions PLAIN = MediaOptions.plainRelay();
    private static final int ALICE = 0xA11CE;
    private static final int BOB = 0xB0B;
    private static final int NTP_MIDDLE = 0x22223333;
    /** Sent with the payload type that Bob asked for, though Alice takes events as 96. */
    private static final int EVENTS = 101;

    private static String sdp(Phone phone, int events) {
        return phone.sdp("rtpmap:8 PCMA/8000", "rtpmap:" + events + " telephone-event/8000")
                .replace("RTP/AVP 8", "RTP/AVP 8 " + events);
    }

    /** Alice loses 2 of 42 packets on the way and presses two keys; Bob reports three more lost on his way. */
    private record Script(NgClient client, InetSocketAddress server, Phone alice, Phone bob) {
        Dict play() throws IOException {
            SessionDescription toBob =
                    shown(new NgCommand.Offer(Relay.CALL, "alice", Optional.empty(), sdp(alice, 96), PLAIN));
            SessionDescription toAlice =
                    shown(new NgCommand.Answer(Relay.CALL, "alice", "bob", sdp(bob, EVENTS), PLAIN));
            InetSocketAddress aliceSends = rtp(toAlice);
            long begun = System.nanoTime();
            for (int i = 0; i < 32; i++) {
                if (i != 10 && i != 20) {
                    speech(alice, aliceSends, ALICE, i, begun);
                    Phone.receive(bob.rtp);
                }
                speech(bob, rtp(toBob), BOB, i, begun);
                Phone.receive(alice.rtp);
            }
            for (int i = 0; i < 10; i++) {
                int event = 900_000 + (i < 5 ? 0 : 4_000);
                Phone.send(alice.rtp, packet(EVENTS, 32 + i, event, ALICE, 16), aliceSends);
                Phone.receive(bob.rtp);
            }
            Phone.send(alice.rtcp, senderReport(), rtcp(toAlice));
            Phone.receive(bob.rtcp);
            Phone.send(bob.rtcp, receiverReport(), rtcp(toBob));
            Phone.receive(alice.rtcp);
            return done(new NgCommand.Query(Relay.CALL)).reply();
        }

        private NgOutcome.Done done(NgCommand command) {
            NgOutcome outcome = client.ask(server, command, Duration.ofSeconds(10));
            assertThat(outcome).isInstanceOf(NgOutcome.Done.class);
            return (NgOutcome.Done) outcome;
        }

        private SessionDescription shown(NgCommand command) {
            return done(command).sdp().orElseThrow();
        }

        private static InetSocketAddress rtp(SessionDescription shown) {
            return shown.rtpOf(shown.media().getFirst()).socketAddress().orElseThrow();
        }

        private static InetSocketAddress rtcp(SessionDescription shown) {
            return shown.rtcpOf(shown.media().getFirst()).socketAddress().orElseThrow();
        }

        /** Its timestamp is when it is really sent, so that there is no jitter but the machine's. */
        private static void speech(Phone from, InetSocketAddress to, int ssrc, int sequence, long begun)
                throws IOException {
            int timestamp = (int) ((System.nanoTime() - begun) * 8 / 1_000_000);
            Phone.send(from.rtp, packet(8, sequence, timestamp, ssrc, 172), to);
        }

        private static byte[] packet(int type, int sequence, int timestamp, int ssrc, int length) {
            return ByteBuffer.allocate(length)
                    .put((byte) 0x80)
                    .put((byte) type)
                    .putShort((short) sequence)
                    .putInt(timestamp)
                    .putInt(ssrc)
                    .array();
        }

        private static byte[] senderReport() {
            return ByteBuffer.allocate(28)
                    .putInt(0x80c80006)
                    .putInt(ALICE)
                    .putShort((short) 0)
                    .putInt(NTP_MIDDLE)
                    .array();
        }

        private static byte[] receiverReport() {
            return ByteBuffer.allocate(32)
                    .putInt(0x81c90007)
                    .putInt(BOB)
                    .putInt(ALICE)
                    .putInt(3)
                    .putLong(0)
                    .putInt(NTP_MIDDLE)
                    .array();
        }
    }

    private static Dict playAt(InetSocketAddress server) throws IOException {
        try (NgClient client = NgClient.open(new InetSocketAddress(Phone.LOOPBACK, 0), NgObserver.NONE);
                Phone alice = new Phone(ALICE);
                Phone bob = new Phone(BOB)) {
            return new Script(client, server, alice, bob).play();
        }
    }

    @Test
    void loss_keys_reports_and_an_estimate_of_the_quality() throws IOException {
        try (Relay relay = new Relay(16)) {
            playAt(relay.server.local());
            CallReport report = relay.calls.query(Relay.CALL);
            CallReport.Stream alice = report.parties().getFirst().streams().getFirst();
            assertThat(alice.packets()).isEqualTo(40);
            assertThat(alice.lost()).isEqualTo(2);
            assertThat(alice.lossPercent()).isCloseTo(100 * 2.0 / 42, within(0.01));
            assertThat(alice.dtmfEvents()).isEqualTo(2);
            assertThat(alice.codec()).isEqualTo("PCMA/8000");
            assertThat(alice.rtcpPackets()).isEqualTo(1);
            assertThat(alice.mos()).isLessThan(4.0);
            CallReport.Stream bob = report.parties().getLast().streams().getFirst();
            assertThat(bob.lost()).isZero();
            assertThat(bob.dtmfEvents()).isZero();
            assertThat(bob.peerPacketsLost()).isEqualTo(3);
            assertThat(bob.roundTripMillis()).isPositive();
            assertThat(bob.mos()).isGreaterThan(alice.mos());
            assertThat(relay.calls.traffic().packets()).isEqualTo(74);
        }
    }

    @Test
    void the_last_figures_come_with_the_answer_to_delete_and_to_whoever_wants_them() throws IOException {
        try (Relay relay = new Relay(16)) {
            playAt(relay.server.local());
            Dict last = relay.done(new NgCommand.Delete(Relay.CALL, Optional.of("alice"), Optional.empty()))
                    .reply();
            assertThat(media(last, "alice").dict("quality").orElseThrow().number("DTMF events"))
                    .isEqualTo(OptionalLong.of(2));
            assertThat(NgReport.line(last)).startsWith("72 packets, MOS ");
            assertThat(relay.ended)
                    .singleElement()
                    .satisfies(report -> assertThat(report.streams()).hasSize(2));
        }
    }

    @Test
    void rtpengine_counts_the_same_and_says_it_in_the_same_shape() throws IOException {
        assumeTrue(Rtpengine.isThere(), "rtpengine is not installed");
        Dict theirs;
        try (Rtpengine peer = Rtpengine.start("--port-min=47000", "--port-max=47099")) {
            theirs = playAt(peer.control());
        }
        Dict ours;
        try (Relay relay = new Relay(16)) {
            ours = playAt(relay.server.local());
        }
        for (String kind : List.of("RTP", "RTCP")) {
            assertThat(counted(ours.dict("totals"), kind)).isEqualTo(counted(theirs.dict("totals"), kind));
        }
        assertThat(theirs.entries()).containsKeys(ours.entries().keySet().toArray(String[]::new));
        for (String party : List.of("alice", "bob")) {
            assertThat(media(ours, party).text("codec"))
                    .isEqualTo(media(theirs, party).text("codec"));
            for (int i = 0; i < 2; i++) {
                Dict our = stream(ours, party, i);
                Dict their = stream(theirs, party, i);
                assertThat(counted(Optional.of(our), "stats")).isEqualTo(counted(Optional.of(their), "stats"));
                assertThat(our.number("SSRC")).isEqualTo(their.number("SSRC"));
                assertThat(their.entries()).containsKeys(our.entries().keySet().toArray(String[]::new));
            }
        }
        // What rtpengine 10.5 says of a source once both sides have reported.
        assertThat(mos(ours, ALICE).entries())
                .containsOnlyKeys("MOS", "round-trip time", "jitter", "packet loss", "samples");
    }

    /** Not errors: what is one is for each to say, and telephone events whose type changes on the way are one there. */
    private static Dict counted(Optional<Dict> dict, String key) {
        return dict.flatMap(each -> each.dict(key)).orElseThrow().without(List.of("errors"));
    }

    private static Dict media(Dict answer, String tag) {
        return (Dict) items(answer.dict("tags").flatMap(tags -> tags.dict(tag)).orElseThrow(), "medias")
                .getFirst();
    }

    private static Dict stream(Dict answer, String tag, int index) {
        return (Dict) items(media(answer, tag), "streams").get(index);
    }

    private static List<NgValue> items(Dict dict, String key) {
        return ((NgValue.Items) dict.entries().get(key)).values();
    }

    private static Dict mos(Dict answer, int ssrc) {
        return answer.dict("SSRC")
                .flatMap(sources -> sources.dict(String.valueOf(ssrc)))
                .flatMap(source -> source.dict("average MOS"))
                .orElseThrow();
    }
}
