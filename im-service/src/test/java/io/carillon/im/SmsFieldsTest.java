package io.carillon.im;

import static io.carillon.im.Phone.submits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.im.delivery.Outbox;
import io.carillon.im.delivery.Pending;
import io.carillon.im.smsip.pdu.Direction;
import io.carillon.im.smsip.pdu.Octets;
import io.carillon.im.smsip.pdu.RpCause;
import io.carillon.im.smsip.pdu.RpMessage;
import io.carillon.im.smsip.pdu.Timestamp;
import io.carillon.im.smsip.pdu.Tpdu;
import io.carillon.im.smsip.pdu.Validity;
import io.carillon.im.store.History;
import io.carillon.im.store.History.Query;
import io.carillon.im.store.State;
import io.carillon.im.store.StoredMessage;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields of a short message that decide what becomes of it, as they come over the wire (TS 23.040 §9.2). */
class SmsFieldsTest {
    private static final TestIm im = SharedIm.get();
    private static final FakeScscf scscf = SharedIm.SCSCF;

    private final User alice = User.fresh("alice");
    private final User bob = User.fresh("bob");

    private Pending kept() {
        return im.bean(Outbox.class).of(bob.tel(), 1).getFirst();
    }

    private StoredMessage history() {
        var all = new Query(
                Set.of(bob.tel()), Set.of(), Instant.EPOCH, Instant.now().plusSeconds(60), 10, Optional.empty());
        return im.bean(History.class).find(all).entries().getFirst().message();
    }

    private void submit(Validity validity) {
        scscf.sends(im, submits(alice, 1, Phone.withReport(Phone.text(bob.digits(), "valid"), validity)));
        toAlice(RpMessage.Ack.class);
    }

    private SipRequest toAlice(Class<? extends RpMessage> kind) {
        return scscf.receives(
                        request -> request.uri().equals(alice.sip()) && kind.isInstance(Phone.relay(request)),
                        kind.getSimpleName())
                .answers(200)
                .request();
    }

    /** How long a message is kept that could not be delivered at once. */
    private Duration keptFor(Validity validity) {
        submit(validity);
        scscf.receivesFor(bob.tel()).answers(480);
        return Duration.between(kept().accepted(), kept().expires());
    }

    @Test
    void without_a_validity_period_it_is_kept_as_long_as_any() {
        assertThat(keptFor(new Validity.Unspecified())).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void a_relative_validity_period() {
        assertThat(keptFor(new Validity.Relative(11))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void no_validity_period_is_longer_than_the_service_centre_s() {
        assertThat(keptFor(new Validity.Relative(255))).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void an_enhanced_validity_period() {
        assertThat(keptFor(new Validity.Enhanced(Octets.ofHex("03 10 03 54 00 00 00"))))
                .isEqualTo(Duration.ofHours(1).plusMinutes(30).plusSeconds(45));
    }

    @Test
    void a_single_shot_has_one_attempt() {
        submit(new Validity.Enhanced(Octets.ofHex("40 00 00 00 00 00 00")));
        scscf.receivesFor(bob.tel()).answers(480);
        await().until(() -> history().state() == State.FAILED);
        assertThat(history().why()).isEqualTo("SIP 480");
    }

    @Test
    void an_absolute_validity_period() {
        var end = Instant.now().plusSeconds(7_200).truncatedTo(ChronoUnit.SECONDS);
        keptFor(new Validity.Absolute(Timestamp.of(end, ZoneOffset.ofHours(-5))));
        assertThat(kept().expires()).isEqualTo(end);
    }

    @Test
    void what_is_no_longer_valid_is_sent_to_nobody() {
        submit(new Validity.Absolute(Timestamp.of(Instant.now().minusSeconds(60), ZoneOffset.UTC)));
        var report = toAlice(RpMessage.Data.class);
        assertThat(Phone.statusReport(report).status()).isEqualTo(Tpdu.StatusReport.EXPIRED);
        assertThat(history().state()).isEqualTo(State.EXPIRED);
        scscf.receivedNothingFor(bob.tel());
        scscf.sends(im, Phone.acknowledges(alice, report));
    }

    private SipRequest delivery() {
        scscf.sends(im, submits(alice, 2, Phone.text(bob.digits(), "reported on")));
        return scscf.receivesFor(bob.tel()).answers(200).request();
    }

    private void reports(RpMessage report, SipRequest delivery) {
        var request = Phone.sends(bob, report)
                .edit()
                .append(HeaderName.IN_REPLY_TO, delivery.callId())
                .build();
        assertThat(scscf.sends(im, request).status()).isEqualTo(202);
    }

    /** SMS-DELIVER-REPORT in RP-ACK, here with the data of a (U)SIM that answers a download. */
    @Test
    void a_phone_s_report_says_that_it_has_it() {
        var delivery = delivery();
        var report = Octets.ofHex("00 07 7F F6 03 01 02 03");
        reports(
                new RpMessage.Ack(Direction.FROM_MOBILE, Phone.data(delivery).reference(), Optional.of(report)),
                delivery);
        assertThat(history().state()).isEqualTo(State.DELIVERED);
    }

    private void refuses(RpCause cause, String report, SipRequest delivery) {
        var octets = Optional.of(Octets.ofHex(report));
        int reference = Phone.data(delivery).reference();
        reports(new RpMessage.Error(Direction.FROM_MOBILE, reference, cause, OptionalInt.empty(), octets), delivery);
    }

    /** SMS-DELIVER-REPORT in RP-ERROR (TS 24.011 §7.3.4, TS 23.040 §9.2.2.1a). */
    @ParameterizedTest
    @CsvSource({
        "00 D2 00, 'RP cause 111, TP failure cause D2', an error in the phone",
        "00 D5 05 7F 02 90 00, 'RP cause 111, TP failure cause D5', with what the card says of a download",
        "00 E0, 'RP cause 111, TP failure cause E0', without TP-PI",
        "00, RP cause 111, cut off before TP-FCS",
        "00 D3 04, RP cause 111, cut off behind TP-PI"
    })
    void a_phone_s_report_says_why_it_cannot_take_it(String report, String why, String what) {
        refuses(RpCause.PROTOCOL_ERROR, report, delivery());
        assertThat(history().state()).as(what).isEqualTo(State.FAILED);
        assertThat(history().why()).as(what).isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource({
        "22, 00 D3 00, 'RP cause 22, TP failure cause D3', no memory",
        "111, 00 D3 00, 'RP cause 111, TP failure cause D3', no memory though the relay layer does not say so",
        "111, 00 D0 00, 'RP cause 111, TP failure cause D0', no room on the card",
        "111, 00 D4 00, 'RP cause 111, TP failure cause D4', the card is busy",
        "22, 00, RP cause 22, a report that cannot be read"
    })
    void a_phone_s_report_says_that_it_can_take_it_later(int cause, String report, String why, String what) {
        refuses(new RpCause(cause), report, delivery());
        assertThat(history().state()).as(what).isEqualTo(State.ACCEPTED);
        assertThat(history().why()).as(what).isEqualTo(why);
        scscf.sends(im, Phone.sends(bob, new RpMessage.MemoryAvailable(3)));
        var again = scscf.receivesFor(bob.tel()).answers(200).request();
        scscf.sends(im, Phone.acknowledges(bob, again));
        assertThat(history().state()).as(what).isEqualTo(State.DELIVERED);
        assertThat(history().why()).as(what).isEmpty();
    }
}
