package io.carillon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.testkit.sms.RpMessage;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pager messages, and short messages over IP (TS 24.341 §5.3). */
class UeMessageTest {
    private SmallNetwork network;
    private Ue alice;

    @BeforeEach
    void start() throws Exception {
        network = new SmallNetwork();
        alice = network.digestPhone("alice").start();
        alice.register();
    }

    @AfterEach
    void stop() {
        alice.close();
        network.close();
    }

    private static byte[] deliver(int reference) {
        return HexFormat.of()
                .parseHex("01%02x".formatted(reference)
                        + "0591515505f0" // RP-OA: +15 55 50
                        + "00" // RP-DA
                        + "16" // 22 octets of TPDU
                        + "04" // SMS-DELIVER, no more messages to send
                        + "0891" + "51551099" // TP-OA +15550199
                        + "0000" // TP-PID, TP-DCS
                        + "62112151801000" // TP-SCTS
                        + "05" + "e8329bfd06"); // "hello"
    }

    @Test
    void a_pager_message_goes_from_phone_to_phone() {
        try (var bob = network.digestPhone("bob").start()) {
            bob.register();
            assertThat(alice.message(bob.impu(), "grüße").status()).isEqualTo(200);
            var received = bob.awaitMessage();
            assertThat(received.text()).isEqualTo("grüße");
            assertThat(received.from()).isEqualTo(alice.impu());
        }
    }

    @Test
    void a_submission_waits_for_its_rp_ack() throws Exception {
        var submission = alice.submit("+15550199", "hello");
        assertThat(submission.response().status()).isEqualTo(202);

        var request = submission(network);
        assertThat(request.uri()).isEqualTo("sip:smsc@im.home.example");
        assertThat(request.contentType()).isEqualTo(RpMessage.CONTENT_TYPE);
        var ack = new byte[] {0x03, (byte) submission.reference()};
        assertThat(network.toPhone(alice.impu(), RpMessage.CONTENT_TYPE, ack, Optional.of(request.callId())))
                .isEqualTo(200);
        submission.awaitAcknowledged();
    }

    @Test
    void an_rp_error_is_no_acknowledgement() throws Exception {
        var submission = alice.submit("+15550199", "hello");
        var error = new byte[] {0x05, (byte) submission.reference(), 0x01, 38};
        network.toPhone(
                alice.impu(),
                RpMessage.CONTENT_TYPE,
                error,
                Optional.of(submission(network).callId()));

        assertThat(submission.awaitReport()).isEqualTo(new RpMessage.Failed(submission.reference(), 38));
        assertThatThrownBy(submission::awaitAcknowledged).isInstanceOf(MissingArrow.class);
    }

    @Test
    void a_delivered_short_message_is_acknowledged_in_a_message_of_its_own() throws Exception {
        assertThat(network.toPhone(alice.impu(), RpMessage.CONTENT_TYPE, deliver(7), Optional.empty()))
                .isEqualTo(200);

        var received = alice.awaitSms();
        assertThat(received.text()).isEqualTo("hello");
        assertThat(received.from()).isEqualTo("+15550199");
        var report = submission(network);
        assertThat(report.uri()).isEqualTo("sip:smsc@im.home.example");
        assertThat(report.first(HeaderName.IN_REPLY_TO))
                .contains(received.request().callId());
        assertThat(report.body()).startsWith(0x02, 0x07);
    }

    @Test
    void a_full_phone_answers_with_rp_error() throws Exception {
        alice.memoryFull(true);
        network.toPhone(alice.impu(), RpMessage.CONTENT_TYPE, deliver(9), Optional.empty());
        assertThat(submission(network).body()).containsExactly(0x04, 0x09, 0x01, 22);
    }

    @Test
    void what_is_no_rp_message_is_refused() {
        assertThat(network.toPhone(alice.impu(), RpMessage.CONTENT_TYPE, new byte[] {0x01}, Optional.empty()))
                .isEqualTo(400);
        assertThat(network.toPhone(alice.impu(), "image/png", new byte[] {1}, Optional.empty()))
                .isEqualTo(415);
    }

    @Test
    void a_tpdu_that_breaks_off_is_answered_with_rp_error() throws Exception {
        var broken = HexFormat.of().parseHex("010b" + "00" + "00" + "02" + "0408");
        network.toPhone(alice.impu(), RpMessage.CONTENT_TYPE, broken, Optional.empty());
        assertThat(submission(network).body()).containsExactly(0x04, 0x0b, 0x01, 98);
    }

    private static SipRequest submission(SmallNetwork network) throws InterruptedException {
        var request = network.submissions.poll(5, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        return request;
    }
}
