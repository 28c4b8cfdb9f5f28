package io.carillon.im;

import static io.carillon.im.Phone.acknowledges;
import static io.carillon.im.Phone.delivered;
import static io.carillon.im.Phone.relay;
import static io.carillon.im.Phone.statusReport;
import static io.carillon.im.Phone.submits;
import static io.carillon.im.Phone.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.im.smsip.pdu.Direction;
import io.carillon.im.smsip.pdu.Octets;
import io.carillon.im.smsip.pdu.RpCause;
import io.carillon.im.smsip.pdu.RpMessage;
import io.carillon.im.smsip.pdu.TpAddress;
import io.carillon.im.smsip.pdu.TpFailure;
import io.carillon.im.smsip.pdu.Tpdu;
import io.carillon.im.smsip.pdu.UserData;
import io.carillon.im.smsip.pdu.Validity;
import io.carillon.im.store.History;
import io.carillon.im.store.History.Entry;
import io.carillon.im.store.History.Query;
import io.carillon.im.store.State;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Short messages from phone to phone, every arrow on the wire. */
class SmsLadderTest {
    private static final TestIm im = SharedIm.get();
    private static final FakeScscf scscf = SharedIm.SCSCF;

    private final User alice = User.fresh("alice");
    private final User bob = User.fresh("bob");

    private List<Entry> historyOf(String user) {
        return im.bean(History.class)
                .find(new Query(
                        Set.of(user), Set.of(), Instant.EPOCH, Instant.now().plusSeconds(60), 50, Optional.empty()))
                .entries();
    }

    private State stateFor(String user) {
        return historyOf(user).getFirst().message().state();
    }

    @Test
    void a_short_message_goes_from_phone_to_phone() {
        var submit = submits(alice, 7, Phone.text(bob.digits(), "Grüße an dich €"));
        assertThat(scscf.sends(im, submit).status()).isEqualTo(202);

        var report = scscf.receivesFor(alice.sip()).answers(200).request();
        assertThat(report.first(HeaderName.IN_REPLY_TO)).contains(submit.callId());
        assertThat(report.first(HeaderName.ROUTE)).contains("<sip:icscf." + TestIm.HOME + ";lr>");
        assertThat(report.address(HeaderName.P_ASSERTED_IDENTITY).orElseThrow().uri())
                .isEqualTo(Phone.SMSC);
        var ack = (RpMessage.Ack) relay(report);
        assertThat(ack.reference()).isEqualTo(7);
        assertThat(Tpdu.submitReport(ack.userData().orElseThrow(), false).failure())
                .isEmpty();

        var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
        assertThat(delivery.first(HeaderName.ROUTE)).contains("<sip:icscf." + TestIm.HOME + ";lr>");
        assertThat(delivery.first(HeaderName.P_CHARGING_VECTOR)).isEqualTo(submit.first(HeaderName.P_CHARGING_VECTOR));
        assertThat(textOf(delivery)).isEqualTo("Grüße an dich €");
        assertThat(delivered(delivery).originator()).isEqualTo(TpAddress.international(alice.digits()));
        assertThat(historyOf(alice.sip()).getFirst().message().text()).contains("Grüße an dich €");
        assertThat(stateFor(bob.tel())).isEqualTo(State.ACCEPTED);

        assertThat(scscf.sends(im, acknowledges(bob, delivery)).status()).isEqualTo(202);
        assertThat(stateFor(bob.tel())).isEqualTo(State.DELIVERED);
        assertThat(stateFor(alice.sip())).isEqualTo(State.DELIVERED);
        assertThat(im.cdrs())
                .filteredOn(cdr -> cdr.callId().equals(submit.callId()))
                .singleElement()
                .satisfies(cdr -> {
                    assertThat(cdr.cause()).isEqualTo("delivered");
                    assertThat(cdr.caller()).isEqualTo(alice.sip());
                    assertThat(cdr.callee()).isEqualTo(bob.tel());
                });
    }

    @Test
    void header_and_user_data_arrive_octet_for_octet() {
        var concatenated = UserData.ofText(Octets.ofHex("00 03 5A 02 01"), "part one");
        var submit = new Tpdu.Submit(
                false,
                false,
                true,
                1,
                TpAddress.international(bob.digits()),
                0x41,
                new Validity.Unspecified(),
                concatenated);
        scscf.sends(im, submits(alice, 1, submit));
        var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
        assertThat(delivered(delivery).userData()).isEqualTo(concatenated);
        assertThat(delivered(delivery).replyPath()).isTrue();
        assertThat(delivered(delivery).protocol()).isEqualTo(0x41);
        scscf.sends(im, acknowledges(bob, delivery));
    }

    @Test
    void a_report_without_in_reply_to_is_matched_by_its_reference() {
        scscf.sends(im, submits(alice, 2, Phone.text(bob.digits(), "hello")));
        var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
        // Bob's report bears his SIP identity first; the number it was sent to stands beside it.
        var report = acknowledges(bob, delivery)
                .edit()
                .remove(HeaderName.IN_REPLY_TO)
                .build();
        scscf.sends(im, report);
        assertThat(stateFor(bob.tel())).isEqualTo(State.DELIVERED);
    }

    @Test
    void one_message_at_a_time_in_order() {
        for (int i = 1; i <= 3; i++) {
            scscf.sends(im, submits(alice, i, Phone.text(bob.digits(), "message " + i)));
        }
        for (int i = 1; i <= 3; i++) {
            var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
            assertThat(textOf(delivery)).isEqualTo("message " + i);
            scscf.receivedNothingFor(bob.tel());
            scscf.sends(im, acknowledges(bob, delivery));
        }
    }

    @Test
    void who_is_away_gets_it_at_the_return() {
        scscf.sends(im, submits(alice, 3, Phone.text(bob.digits(), "see you")));
        scscf.receivesFor(bob.tel()).answers(480);
        // What bob once sent has told which number is his.
        scscf.sends(im, Phone.submits(bob, 1, Phone.text(alice.digits(), "I am bob")));
        scscf.receivesFor(alice.tel()).answers(415);
        assertThat(scscf.registers(im, bob, 0).status()).isEqualTo(200);
        assertThat(scscf.registers(im, bob, 600).status()).isEqualTo(200);
        var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
        assertThat(textOf(delivery)).isEqualTo("see you");
        scscf.sends(im, acknowledges(bob, delivery));
        assertThat(stateFor(bob.tel())).isEqualTo(State.DELIVERED);
    }

    @Test
    void the_included_answer_tells_all_names_of_the_user() {
        scscf.sends(im, submits(alice, 4, Phone.text(bob.digits(), "by number")));
        scscf.receivesFor(bob.tel()).answers(404);
        var register = FakeScscf.register(bob, 600)
                .body("message/sip", FakeScscf.registered(bob))
                .build();
        assertThat(scscf.sends(im, register).status()).isEqualTo(200);
        var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
        assertThat(textOf(delivery)).isEqualTo("by number");
        scscf.sends(im, acknowledges(bob, delivery));
    }

    @Test
    void a_phone_without_memory_gets_it_when_it_has_some() {
        scscf.sends(im, submits(alice, 5, Phone.text(bob.digits(), "too much")));
        var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
        scscf.sends(im, Phone.refuses(bob, delivery, RpCause.MEMORY_EXCEEDED));
        assertThat(stateFor(bob.tel())).isEqualTo(State.ACCEPTED);
        scscf.receivedNothingFor(bob.tel());

        scscf.sends(im, Phone.sends(bob, new RpMessage.MemoryAvailable(9)));
        var available = scscf.receivesFor(bob.sip()).answers(200).request();
        assertThat(relay(available)).isInstanceOf(RpMessage.Ack.class);
        assertThat(relay(available).reference()).isEqualTo(9);
        var again = scscf.receivesFor(bob.tel()).answers(200).request();
        assertThat(again.callId()).isEqualTo(delivery.callId());
        assertThat(again.cseq().number()).isGreaterThan(delivery.cseq().number());
        scscf.sends(im, acknowledges(bob, again));
        assertThat(stateFor(bob.tel())).isEqualTo(State.DELIVERED);
    }

    @Test
    void a_phone_that_cannot_take_it_ends_it() {
        var plain = Phone.text(bob.digits(), "not for you");
        scscf.sends(im, submits(alice, 6, Phone.withReport(plain, new Validity.Unspecified())));
        scscf.receives(request -> request.uri().equals(alice.sip()), "RP-ACK").answers(200);
        var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
        scscf.sends(im, Phone.refuses(bob, delivery, RpCause.PROTOCOL_ERROR));
        var ended = historyOf(bob.tel()).getFirst().message();
        assertThat(ended.state()).isEqualTo(State.FAILED);
        assertThat(ended.why()).isEqualTo("RP cause 111");
        var report = scscf.receivesFor(alice.sip()).answers(200).request();
        assertThat(statusReport(report).status()).isEqualTo(Tpdu.StatusReport.NOT_OBTAINABLE);
        scscf.sends(im, acknowledges(alice, report));
    }

    @Test
    void the_sender_hears_of_the_delivery() {
        var plain = Phone.text(bob.digits(), "tell me");
        scscf.sends(im, submits(alice, 8, Phone.withReport(plain, new Validity.Relative(0))));
        scscf.receivesFor(alice.sip()).answers(200);
        var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
        assertThat(delivered(delivery).reported()).isTrue();
        scscf.sends(im, acknowledges(bob, delivery));
        var report = scscf.receivesFor(alice.sip()).answers(200).request();
        assertThat(statusReport(report).reference()).isEqualTo(plain.reference());
        assertThat(statusReport(report).recipient()).isEqualTo(plain.destination());
        assertThat(statusReport(report).status()).isEqualTo(Tpdu.StatusReport.RECEIVED);
        assertThat(scscf.sends(im, acknowledges(alice, report)).status()).isEqualTo(202);
        assertThat(historyOf(alice.sip())).as("reports are no messages").hasSize(1);
    }

    @Test
    void the_validity_period_ends_it() {
        var twoSeconds = new Validity.Enhanced(Octets.ofHex("02 02 00 00 00 00 00"));
        scscf.sends(im, submits(alice, 9, Phone.withReport(Phone.text(bob.digits(), "now or never"), twoSeconds)));
        scscf.receivesFor(alice.sip()).answers(200);
        scscf.receivesFor(bob.tel()).answers(480);
        var report = scscf.receivesFor(alice.sip()).answers(200).request();
        assertThat(statusReport(report).status()).isEqualTo(Tpdu.StatusReport.EXPIRED);
        assertThat(stateFor(bob.tel())).isEqualTo(State.EXPIRED);
        scscf.sends(im, acknowledges(alice, report));
    }

    @Test
    void a_repeated_submission_is_one_message() {
        var submit = submits(alice, 10, Phone.text(bob.digits(), "once"));
        assertThat(scscf.sends(im, submit).status()).isEqualTo(202);
        var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
        // The S-CSCF saw no answer and tries again.
        assertThat(scscf.sends(im, submit).status()).isEqualTo(202);
        scscf.sends(im, acknowledges(bob, delivery));
        assertThat(scscf.sends(im, submit).status()).isEqualTo(202);
        for (int i = 0; i < 3; i++) {
            assertThat(relay(scscf.receivesFor(alice.sip()).answers(200).request()))
                    .isInstanceOf(RpMessage.Ack.class);
        }
        assertThat(historyOf(bob.tel())).hasSize(1);
        scscf.receivedNothingFor(bob.tel());
    }

    private RpMessage.Error refusal(SipRequest submit) {
        assertThat(scscf.sends(im, submit).status()).isEqualTo(202);
        return (RpMessage.Error)
                relay(scscf.receivesFor(alice.sip()).answers(200).request());
    }

    private static TpFailure failure(RpMessage.Error error) {
        return Tpdu.submitReport(error.userData().orElseThrow(), true).failure().orElseThrow();
    }

    @Test
    void what_is_malformed_is_refused_with_its_cause_and_the_next_one_works() {
        var good = Phone.text(bob.digits(), "good");
        var cut = good.encode().slice(0, good.encode().length() - 2);
        var broken = refusal(submits(alice, 11, cut));
        assertThat(broken.reference()).isEqualTo(11);
        assertThat(broken.cause()).isEqualTo(RpCause.PROTOCOL_ERROR);
        assertThat(failure(broken)).isEqualTo(TpFailure.UNSPECIFIED);

        var reserved = refusal(submits(alice, 12, Octets.ofHex("03 01 00 00 00 91 00 00")));
        assertThat(reserved.cause()).isEqualTo(RpCause.NOT_IMPLEMENTED);
        assertThat(failure(reserved)).isEqualTo(TpFailure.TPDU_NOT_SUPPORTED);

        var nobody = new Tpdu.Submit(
                false,
                false,
                false,
                1,
                TpAddress.alphanumeric("Lottery"),
                0,
                new Validity.Unspecified(),
                UserData.ofText("x"));
        var unknown = refusal(submits(alice, 13, nobody));
        assertThat(unknown.cause()).isEqualTo(RpCause.UNASSIGNED_NUMBER);
        assertThat(failure(unknown)).isEqualTo(TpFailure.INVALID_SME_ADDRESS);

        assertThat(refusal(Phone.sends(alice, Octets.ofHex("00 0E 00 0C 91"))).cause())
                .isEqualTo(RpCause.INVALID_MANDATORY);
        assertThat(refusal(Phone.sends(alice, Octets.ofHex("03 0F"))).cause()).isEqualTo(RpCause.UNKNOWN_MESSAGE_TYPE);
        assertThat(scscf.sends(im, Phone.sends(alice, Octets.ofHex("00"))).status())
                .isEqualTo(400);

        scscf.sends(im, submits(alice, 16, good));
        assertThat(relay(scscf.receivesFor(alice.sip()).answers(200).request())).isInstanceOf(RpMessage.Ack.class);
        var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
        assertThat(textOf(delivery)).isEqualTo("good");
        scscf.sends(im, acknowledges(bob, delivery));
    }

    @Test
    void a_report_on_nothing_is_taken_and_forgotten() {
        var stray = new RpMessage.Ack(Direction.FROM_MOBILE, 99, Optional.empty());
        assertThat(scscf.sends(im, Phone.sends(bob, stray)).status()).isEqualTo(202);
    }

    @Test
    void a_refusal_by_the_network_ends_it() {
        scscf.sends(im, submits(alice, 17, Phone.text(bob.digits(), "x")));
        scscf.receivesFor(bob.tel()).answers(415);
        await().atMost(Duration.ofSeconds(10)).until(() -> stateFor(bob.tel()) == State.FAILED);
        assertThat(historyOf(bob.tel()).getFirst().message().why()).isEqualTo("SIP 415");
    }
}
