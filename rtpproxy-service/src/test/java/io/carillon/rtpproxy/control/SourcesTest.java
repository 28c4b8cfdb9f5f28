package io.carillon.rtpproxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sdp.ng.MediaOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is heard and who hears: phones behind a NAT, strangers, and packets that are no media. */
class SourcesTest {
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
    void a_phone_behind_a_nat_hears_after_it_was_heard() throws IOException {
        call.connect(PLAIN);
        try (Phone mapped = new Phone(0xA11CE)) {
            for (int i = 0; i < 5; i++) {
                byte[] packet = mapped.sendRtp(call.shownToAlice);
                assertThat(Phone.receive(call.bob.rtp)).isEqualTo(packet);
            }
            byte[] hi = call.bob.sendRtp(call.shownToBob);
            assertThat(Phone.receive(mapped.rtp)).isEqualTo(hi);
            assertThat(call.streamOf(0).learned()).endsWith(":" + mapped.rtp.getLocalPort());
        }
    }

    @Test
    void a_stranger_neither_hears_nor_is_heard_in_a_running_call() throws IOException {
        call.connect(PLAIN);
        call.talk();
        try (Phone mallory = new Phone(0xBAD)) {
            for (int i = 0; i < 100; i++) {
                mallory.sendRtp(call.shownToAlice);
                mallory.sendRtp(call.shownToBob);
            }
            call.talk();
            assertThat(Phone.drain(call.bob.rtp)).isZero();
            assertThat(Phone.drain(call.alice.rtp)).isZero();
            assertThat(Phone.drain(mallory.rtp)).isZero();
        }
        assertThat(call.streamOf(0).strangers()).isEqualTo(100);
        assertThat(call.streamOf(1).strangers()).isEqualTo(100);
    }

    @Test
    void a_stranger_who_comes_first_loses_its_place_to_the_signalled_phone() throws IOException {
        call.connect(PLAIN);
        try (Phone mallory = new Phone(0xBAD)) {
            for (int i = 0; i < 4; i++) {
                mallory.sendRtp(call.shownToAlice);
                Phone.receive(call.bob.rtp);
            }
            byte[] hi = call.bob.sendRtp(call.shownToBob);
            assertThat(Phone.receive(call.alice.rtp)).isEqualTo(hi);
            mallory.sendRtp(call.shownToAlice);
            Phone.receive(call.bob.rtp);
            call.talk();
            for (int i = 0; i < 50; i++) {
                mallory.sendRtp(call.shownToAlice);
            }
            call.talk();
            assertThat(Phone.drain(call.bob.rtp)).isZero();
            assertThat(Phone.drain(mallory.rtp)).isZero();
        }
    }

    @Test
    void a_phone_known_to_be_behind_no_nat_is_believed_at_its_own_port_only() throws IOException {
        call.connect(PLAIN.withReceivedFrom(Phone.LOOPBACK));
        try (Phone mallory = new Phone(0xBAD)) {
            for (int i = 0; i < 50; i++) {
                mallory.sendRtp(call.shownToAlice);
            }
            call.talk();
            assertThat(Phone.drain(call.bob.rtp)).isZero();
            assertThat(Phone.drain(mallory.rtp)).isZero();
        }
        assertThat(call.streamOf(0).strangers()).isEqualTo(50);
    }

    @Test
    void a_phone_behind_a_nat_is_learned_at_the_host_it_signals_from() throws IOException {
        String inside = call.alice.sdp().replace("c=IN IP4 127.0.0.1", "c=IN IP4 10.9.8.7");
        call.shownToBob = call.relay.offer(inside, PLAIN.withReceivedFrom(Phone.LOOPBACK));
        call.shownToAlice = call.relay.answer(call.bob.sdp(), PLAIN);
        for (int i = 0; i < 5; i++) {
            call.alice.sendRtp(call.shownToAlice);
            Phone.receive(call.bob.rtp);
        }
        call.talk();
    }

    @Test
    void many_strangers_together_pass_no_more_than_five_packets() throws IOException {
        call.connect(PLAIN);
        Phone[] strangers = {new Phone(1), new Phone(2), new Phone(3)};
        for (int i = 0; i < 30; i++) {
            strangers[i % 3].sendRtp(call.shownToAlice);
        }
        byte[] hello = call.alice.sendRtp(call.shownToAlice);
        int passed = 0;
        while (!Arrays.equals(Phone.receive(call.bob.rtp), hello)) {
            passed++;
        }
        assertThat(passed).isLessThanOrEqualTo(5);
        for (Phone stranger : strangers) {
            stranger.close();
        }
    }

    @Test
    void what_is_not_rtp_is_counted_and_goes_nowhere() throws IOException {
        call.connect(PLAIN);
        call.talk();
        InetSocketAddress port = call.shownToAlice
                .rtpOf(call.shownToAlice.media().getFirst())
                .socketAddress()
                .orElseThrow();
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
            Phone.send(call.alice.rtp, packet, port);
        }
        call.talk();
        assertThat(Phone.drain(call.bob.rtp)).isZero();
        assertThat(call.streamOf(0).foreign() + call.streamOf(0).malformed()).isEqualTo(bad.length);
    }
}
