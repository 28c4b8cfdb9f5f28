package io.carillon.im;

import static io.carillon.im.Phone.acknowledges;
import static io.carillon.im.Phone.relay;
import static io.carillon.im.Phone.statusReport;
import static io.carillon.im.Phone.submits;
import static io.carillon.im.Phone.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.im.delivery.Outbox;
import io.carillon.im.delivery.Progress;
import io.carillon.im.smsip.pdu.Octets;
import io.carillon.im.smsip.pdu.RpMessage;
import io.carillon.im.smsip.pdu.TpAddress;
import io.carillon.im.smsip.pdu.TpFailure;
import io.carillon.im.smsip.pdu.Tpdu;
import io.carillon.im.smsip.pdu.Tpdu.Command;
import io.carillon.im.smsip.pdu.Tpdu.StatusReport;
import io.carillon.im.smsip.pdu.UserData;
import io.carillon.im.smsip.pdu.Validity;
import io.carillon.im.store.History;
import io.carillon.im.store.History.Query;
import io.carillon.im.store.State;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sender may still do to a message that waits for its recipient (TS 23.040 §9.2.2.4, §9.2.3.9, §9.2.3.25). */
class SmsCommandTest {
    private static final TestIm im = SharedIm.get();
    private static final FakeScscf scscf = SharedIm.SCSCF;

    private final User alice = User.fresh("alice");
    private final User bob = User.fresh("bob");
    private int reference;

    /** Bob is away, and alice's message with TP-MR 42 waits for him. */
    @BeforeEach
    void a_message_waits() {
        accepted(Phone.withReport(Phone.text(bob.digits(), "first"), new Validity.Unspecified()));
        refusedForNow();
    }

    /** Bob's network answers 480, and the service centre has noted it. */
    private void refusedForNow() {
        scscf.receivesFor(bob.tel()).answers(480);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> im.bean(Outbox.class).of(bob.tel(), 10).stream()
                        .noneMatch(each -> each.progress().phase() == Progress.Phase.SENT));
    }

    /** TS 23.040 §3.2.3: the phone may be back without a word, and what waits goes before it. */
    @Test
    void a_priority_message_is_tried_although_the_phone_was_away() {
        accepted(Phone.text(bob.digits(), "second"));
        scscf.receivedNothingFor(bob.tel());
        var urgent = submits(alice, ++reference, Phone.text(bob.digits(), "urgent"))
                .edit()
                .append(HeaderName.PRIORITY, "urgent")
                .build();
        assertThat(scscf.sends(im, urgent).status()).isEqualTo(202);
        for (var text : List.of("first", "second", "urgent")) {
            var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
            assertThat(textOf(delivery)).isEqualTo(text);
            scscf.sends(im, acknowledges(bob, delivery));
        }
    }

    private void accepted(Tpdu tpdu) {
        assertThat(answer(tpdu)).isInstanceOf(RpMessage.Ack.class);
    }

    private TpFailure refused(Tpdu tpdu) {
        var error = (RpMessage.Error) answer(tpdu);
        return Tpdu.submitReport(error.userData().orElseThrow(), true).failure().orElseThrow();
    }

    private RpMessage answer(Tpdu tpdu) {
        var submit = submits(alice, ++reference, tpdu.encode());
        assertThat(scscf.sends(im, submit).status()).isEqualTo(202);
        return relay(toAlice(
                message -> relay(message) instanceof RpMessage.Ack || relay(message) instanceof RpMessage.Error));
    }

    private StatusReport reported() {
        var message = toAlice(each -> relay(each) instanceof RpMessage.Data);
        scscf.sends(im, acknowledges(alice, message));
        return statusReport(message);
    }

    private SipRequest toAlice(Predicate<SipRequest> which) {
        return scscf.receives(each -> each.uri().equals(alice.sip()) && which.test(each), "an answer to alice")
                .answers(200)
                .request();
    }

    private Command command(int type, int number) {
        return new Command(true, 7, 0, type, number, TpAddress.international(bob.digits()), Octets.NONE);
    }

    private List<State> states() {
        var query = new Query(
                Set.of(bob.tel()), Set.of(), Instant.EPOCH, Instant.now().plusSeconds(60), 50, Optional.empty());
        return im.bean(History.class).find(query).entries().stream()
                .map(entry -> entry.message().state())
                .toList();
    }

    private void bobReturns(String text) {
        scscf.sends(im, submits(bob, 1, Phone.text(alice.digits(), "I am bob")));
        scscf.receivesFor(alice.tel()).answers(415);
        assertThat(scscf.registers(im, bob, 600).status()).isEqualTo(200);
        var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
        assertThat(textOf(delivery)).isEqualTo(text);
        scscf.sends(im, acknowledges(bob, delivery));
    }

    @Test
    void an_enquiry_is_answered_with_a_status_report() {
        accepted(command(Command.ENQUIRY, 42));
        var report = reported();
        assertThat(report.ofCommand()).isTrue();
        assertThat(report.reference()).as("the command's TP-MR").isEqualTo(7);
        assertThat(report.status()).isEqualTo(StatusReport.NO_RESPONSE_YET);

        accepted(command(Command.ENQUIRY, 43));
        assertThat(reported().status()).isEqualTo(StatusReport.DOES_NOT_EXIST);
    }

    @Test
    void a_deleted_message_is_never_delivered() {
        accepted(command(Command.DELETE, 42));
        assertThat(List.of(reported(), reported()))
                .as("one of the command, one of the message")
                .extracting(StatusReport::ofCommand)
                .containsExactlyInAnyOrder(true, false);
        assertThat(states()).containsExactly(State.DELETED);
        assertThat(refused(command(Command.DELETE, 42))).isEqualTo(TpFailure.COMMAND_IMPOSSIBLE);

        accepted(Phone.text(bob.digits(), "second"));
        refusedForNow();
        bobReturns("second");
    }

    @Test
    void a_status_report_is_cancelled_and_wanted_again() {
        accepted(command(Command.CANCEL_STATUS_REPORT, 42));
        assertThat(reported().ofCommand()).isTrue();
        accepted(command(Command.ENABLE_STATUS_REPORT, 42));
        assertThat(reported().ofCommand()).isTrue();
        accepted(command(Command.CANCEL_STATUS_REPORT, 42));
        assertThat(reported().ofCommand()).isTrue();
        bobReturns("first");
        scscf.receivedNothingFor(alice.sip());
    }

    @Test
    void what_cannot_be_commanded_is_refused_and_the_message_still_comes() {
        assertThat(refused(command(0x1F, 42))).isEqualTo(TpFailure.COMMAND_NOT_SUPPORTED);
        assertThat(refused(command(Command.DELETE, 41))).isEqualTo(TpFailure.COMMAND_IMPOSSIBLE);
        var nobody = new Command(false, 7, 0, Command.DELETE, 42, TpAddress.alphanumeric("Lottery"), Octets.NONE);
        assertThat(refused(nobody)).isEqualTo(TpFailure.INVALID_SME_ADDRESS);
        bobReturns("first");
        assertThat(reported().status()).isEqualTo(StatusReport.RECEIVED);
    }

    @Test
    void a_stranger_cannot_delete_it() {
        var mallory = User.fresh("mallory");
        scscf.sends(im, submits(mallory, 1, command(Command.DELETE, 42).encode()));
        var answer = scscf.receivesFor(mallory.sip()).answers(200).request();
        assertThat(relay(answer)).isInstanceOf(RpMessage.Error.class);
        bobReturns("first");
    }

    @Test
    void a_duplicate_is_rejected_if_the_sender_says_so() {
        var again = Phone.text(bob.digits(), "again");
        var submit = new Tpdu.Submit(
                true, false, false, 42, again.destination(), 0, new Validity.Unspecified(), again.userData());
        assertThat(refused(submit)).isEqualTo(TpFailure.DUPLICATE);
        assertThat(states()).containsExactly(State.ACCEPTED);
    }

    @Test
    void of_a_replace_type_only_the_newest_is_delivered() {
        accepted(ofType(0x42, "rain"));
        accepted(ofType(0x43, "goal"));
        accepted(ofType(0x42, "sun"));
        assertThat(states()).containsExactly(State.ACCEPTED, State.ACCEPTED, State.REPLACED, State.ACCEPTED);
        bobReturns("first");
        for (var text : List.of("goal", "sun")) {
            var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
            assertThat(textOf(delivery)).isEqualTo(text);
            scscf.sends(im, acknowledges(bob, delivery));
        }
    }

    private Tpdu.Submit ofType(int protocol, String text) {
        return new Tpdu.Submit(
                false,
                false,
                false,
                ++reference,
                TpAddress.international(bob.digits()),
                protocol,
                new Validity.Unspecified(),
                UserData.ofText(text));
    }
}
