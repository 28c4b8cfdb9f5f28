package io.carillon.im;

import static io.carillon.sip.message.Method.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ro.CreditControlAnswer;
import io.carillon.diameter.ro.CreditControlRequest;
import io.carillon.diameter.ro.RoAvps;
import io.carillon.im.delivery.Courier;
import io.carillon.im.smsip.pdu.RpMessage;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.ClientTransaction;
import io.carillon.testkit.ladder.FakeDiameterPeer;
import io.carillon.testkit.ladder.FakeSipPeer;
import io.carillon.testkit.ladder.Ladder;
import io.carillon.testkit.ladder.ReceivedRequest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ladders of docs/flows/: messages at the messaging server. */
class FlowLadderTest {
    private static final Ladder ladder = Ladder.around("IM");
    private static final FakeSipPeer cscf = ladder.sipPeer("CSCF");
    private static final FakeDiameterPeer charging = ladder.ocs("CHARGING", "charging-1." + TestIm.HOME, TestIm.HOME);
    private static final TestIm im = TestIm.start(StaticNodes.of(
                    new NodeInfo("cscf", "cscf-1", Map.of("sip", text(cscf.address())), 100, 0),
                    new NodeInfo("charging", "charging-1", Map.of("diameter", text(charging.address())), 100, 0)))
            .ready();

    private final User alice = User.fresh("alice");
    private final User bob = User.fresh("bob");

    private static String text(InetSocketAddress address) {
        return "127.0.0.1:" + address.getPort();
    }

    @BeforeAll
    static void connect() {
        await().atMost(Duration.ofSeconds(20)).until(charging::isConnected);
    }

    @AfterAll
    static void stop() throws Exception {
        im.close();
        ladder.close();
    }

    @BeforeEach
    void begin() {
        ladder.begin();
    }

    private static ClientTransaction sends(SipRequest request) {
        return cscf.sends(request, im.sip());
    }

    private static void paid() {
        var ask = charging.receives(CreditControlRequest.class);
        ask.answers(CreditControlAnswer.draft()
                .result(BaseResult.SUCCESS)
                .set(RoAvps.CC_REQUEST_TYPE, ask.request().type())
                .set(RoAvps.CC_REQUEST_NUMBER, ask.request().number())
                .build());
    }

    /** Holds deliveries back until it is run, so that the arrows to both phones stand in one order. */
    private static Runnable holding() {
        var courier = im.bean(Courier.class);
        courier.close();
        return courier::start;
    }

    private static ReceivedRequest submissionReport() {
        var report = cscf.receives(MESSAGE);
        assertThat(Phone.relay(report.request())).isInstanceOf(RpMessage.Ack.class);
        return report;
    }

    @Test
    void a_short_message() {
        var release = holding();
        sends(Phone.submits(alice, 1, Phone.text(bob.digits(), "Hello, Bob")));
        paid();
        ladder.note("IM", "stored, then taken");
        cscf.receives(202);
        ladder.note("CSCF", "RP-ACK for the sender");
        submissionReport().replies(200);
        release.run();
        ladder.note("CSCF", "RP-DATA (SMS-DELIVER) for the recipient");
        var delivery = cscf.receives(MESSAGE);
        assertThat(Phone.textOf(delivery.request())).isEqualTo("Hello, Bob");
        delivery.replies(200);
        ladder.note("CSCF", "RP-ACK of the recipient");
        sends(Phone.acknowledges(bob, delivery.request()));
        cscf.receives(202);
        ladder.draws(
                "sms",
                "A short message from phone to phone",
                "Submission and delivery over IP (TS 24.341 §5.3.3.4, TS 23.040 §10). The first MESSAGE comes by the "
                        + "sender's filter criterion with RP-DATA (SMS-SUBMIT); what IM sends goes by the I-CSCF. The "
                        + "recipient's RP-ACK may come to any IM node; with it the message is delivered.");
    }

    @Test
    void a_short_message_to_a_phone_that_is_away() {
        var release = holding();
        sends(Phone.submits(alice, 1, Phone.text(bob.digits(), "See you")));
        paid();
        cscf.receives(202);
        submissionReport().replies(200);
        release.run();
        ladder.note("CSCF", "RP-DATA (SMS-DELIVER)");
        cscf.receives(MESSAGE).replies(480);
        ladder.note("IM", "kept");
        var register = FakeScscf.register(bob, 600)
                .body("message/sip", FakeScscf.registered(bob))
                .build();
        sends(register);
        cscf.receives(200);
        var delivery = cscf.receives(MESSAGE);
        assertThat(Phone.textOf(delivery.request())).isEqualTo("See you");
        delivery.replies(200);
        sends(Phone.acknowledges(bob, delivery.request()));
        cscf.receives(202);
        ladder.draws(
                "sms-away",
                "A short message to a phone that is away",
                "The third-party REGISTER (TS 24.229 §5.4.1.7) tells that the phone is back. The user's numbers are "
                        + "known from earlier requests, or from the answer to the phone's own REGISTER inside, if the "
                        + "filter criterion includes it (§5.4.1.7A).");
    }

    private SipRequest page(String text) {
        return FakeScscf.message(bob.sip(), alice, bob.sip(), "term")
                .body("text/plain", text)
                .build();
    }

    @Test
    void a_page_mode_message() {
        sends(page("Hello"));
        paid();
        ladder.note("IM", "stored");
        cscf.receives(MESSAGE).replies(200);
        cscf.receives(200);
        ladder.draws(
                "pager",
                "A page-mode message",
                "By the recipient's filter criterion, and back to the S-CSCF in a request of IM's own (TS 24.247 "
                        + "§5.3.3, TS 24.229 §5.7.5). The sender hears what the phone says.");
    }

    @Test
    void a_page_mode_message_to_a_phone_that_is_away() {
        sends(page("Later"));
        paid();
        cscf.receives(MESSAGE).replies(480);
        ladder.note("IM", "kept");
        cscf.receives(202);
        sends(FakeScscf.register(bob, 600).build());
        cscf.receives(200);
        var again = cscf.receives(MESSAGE);
        ladder.note("CSCF", "filter criterion");
        var wayBack = "<sip:scscf." + TestIm.HOME + ";lr;odi=second>";
        sends(again.request()
                .edit()
                .setAll(HeaderName.ROUTE, List.of("<sip:im." + TestIm.HOME + ";lr>", wayBack))
                .set(HeaderName.P_SERVED_USER, "<" + bob.sip() + ">;sescase=term;regstate=reg")
                .build());
        ladder.note("IM", "known by its Call-ID: passed on, not stored again");
        var onward = cscf.receives(MESSAGE);
        assertThat(onward.request().bodyText()).isEqualTo("Later");
        onward.replies(200);
        cscf.receives(200);
        again.replies(200);
        ladder.draws(
                "pager-away",
                "A page-mode message to a phone that is away",
                "202 says that the message is kept (RFC 3428 §7). At the third-party REGISTER it goes out by the "
                        + "I-CSCF, and the filter criterion brings it to IM once more.");
    }
}
