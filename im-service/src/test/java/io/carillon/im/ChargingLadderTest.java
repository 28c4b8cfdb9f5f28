package io.carillon.im;

import static io.carillon.im.Phone.relay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.Result;
import io.carillon.diameter.ServerSettings;
import io.carillon.diameter.ro.CreditControlAnswer;
import io.carillon.diameter.ro.CreditControlRequest;
import io.carillon.diameter.ro.RequestType;
import io.carillon.diameter.ro.RequestedAction;
import io.carillon.diameter.ro.Ro;
import io.carillon.diameter.ro.RoAvps;
import io.carillon.im.smsip.pdu.RpCause;
import io.carillon.im.smsip.pdu.RpMessage;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipResponse;
import io.carillon.testkit.msrp.MsrpPhone;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each message is one debit at the charging node (Ro). */
class ChargingLadderTest {
    private static final List<CreditControlRequest> asked = new CopyOnWriteArrayList<>();
    private static final FakeScscf scscf = new FakeScscf();
    private static volatile Result verdict = BaseResult.SUCCESS;
    private static DiameterServer ocs = DiameterServer.create(ServerSettings.of(
                    new LocalNode("charging-1." + TestIm.HOME, TestIm.HOME),
                    new InetSocketAddress("127.0.0.1", 0),
                    Ro.APPLICATION))
            .handle(CreditControlRequest.class, ChargingLadderTest::answer)
            .start();
    private static TestIm im = start();

    private final User alice = User.fresh("alice");
    private final User bob = User.fresh("bob");

    private static CreditControlAnswer answer(CreditControlRequest request) {
        asked.add(request);
        return CreditControlAnswer.draft()
                .result(verdict)
                .set(RoAvps.CC_REQUEST_TYPE, request.type())
                .set(RoAvps.CC_REQUEST_NUMBER, request.number())
                .build();
    }

    private static TestIm start() {
        var charging = new NodeInfo(
                "charging",
                "charging-1",
                Map.of("diameter", "127.0.0.1:" + ocs.address().getPort()),
                100,
                0);
        return TestIm.start(StaticNodes.of(scscf.info(), charging), "carillon.im.messages-without-charging=false")
                .ready();
    }

    @BeforeAll
    static void connect() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !im.bean(DiameterClient.class).connected().isEmpty());
    }

    @AfterAll
    static void stop() {
        im.close();
        ocs.close();
        scscf.close();
    }

    private List<CreditControlRequest> asksOf(User payer) {
        return asked.stream()
                .filter(ask -> ask.subscriptionIds().getFirst().data().equals(payer.sip()))
                .toList();
    }

    @Test
    void a_short_message_is_one_debit_of_its_sender() {
        verdict = BaseResult.SUCCESS;
        scscf.sends(im, Phone.submits(alice, 1, Phone.text(bob.digits(), "paid")));
        scscf.receivesFor(alice.sip()).answers(200);
        assertThat(asksOf(alice)).singleElement().satisfies(ask -> {
            assertThat(ask.type()).isEqualTo(RequestType.EVENT_REQUEST);
            assertThat(ask.requestedAction()).contains(RequestedAction.DIRECT_DEBITING);
            assertThat(ask.services().getFirst().requested().orElseThrow().units())
                    .contains(1L);
            var information = ask.serviceInformation().orElseThrow();
            assertThat(information.ims().orElseThrow().calledParty()).contains(bob.tel());
            assertThat(information.sms()).isPresent();
        });
        scscf.receivesFor(bob.tel()).answers(415);
    }

    @Test
    void who_cannot_pay_sends_nothing() {
        verdict = BaseResult.CREDIT_LIMIT_REACHED;
        assertThat(scscf.sends(im, Phone.submits(alice, 2, Phone.text(bob.digits(), "free")))
                        .status())
                .isEqualTo(202);
        var refusal = (RpMessage.Error)
                relay(scscf.receivesFor(alice.sip()).answers(200).request());
        assertThat(refusal.cause()).isEqualTo(RpCause.NOT_SUBSCRIBED);

        var text = FakeScscf.message(bob.sip(), alice, bob.sip(), "term").body("text/plain", "free");
        assertThat(scscf.sends(im, text.build()).status()).isEqualTo(402);
        assertThat(im.cdrs())
                .filteredOn(cdr -> cdr.caller().equals(alice.sip()))
                .hasSize(2)
                .allSatisfy(cdr -> assertThat(cdr.cause()).startsWith("not paid"));
        scscf.receivedNothingFor(bob.tel());
        scscf.receivedNothingFor(bob.sip());
    }

    @Test
    void while_charging_is_busy_nothing_goes_if_the_operator_says_so() {
        verdict = BaseResult.TOO_BUSY;
        scscf.sends(im, Phone.submits(alice, 3, Phone.text(bob.digits(), "wait")));
        var refusal = (RpMessage.Error)
                relay(scscf.receivesFor(alice.sip()).answers(200).request());
        assertThat(refusal.cause()).isEqualTo(RpCause.TEMPORARY_FAILURE);
        var text = FakeScscf.message(bob.sip(), alice, bob.sip(), "term").body("text/plain", "wait");
        assertThat(scscf.sends(im, text.build()).status()).isEqualTo(503);
    }

    @Test
    void a_page_mode_message_is_paid_by_its_sender() {
        verdict = BaseResult.SUCCESS;
        var text = FakeScscf.message(bob.sip(), alice, bob.sip(), "term").body("text/plain", "paid");
        var answer = CompletableFuture.supplyAsync(() -> scscf.sends(im, text.build()));
        scscf.receivesFor(bob.sip()).answers(200);
        assertThat(answer.join().status()).isEqualTo(200);
        assertThat(asksOf(alice)).hasSize(1);
    }

    private SipResponse opens() {
        try (var talk = new MsrpPhone()) {
            return scscf.sends(
                    im,
                    FakeScscf.message(bob.sip(), alice, bob.sip(), "term")
                            .method(Method.INVITE)
                            .set(HeaderName.CSEQ, "1 INVITE")
                            .append(HeaderName.CONTACT, "<sip:alice@127.0.0.1:9>")
                            .body("application/sdp", talk.offer())
                            .build());
        }
    }

    @Test
    void a_session_is_paid_for_before_it_rings_and_paid_back_when_nobody_takes_it() {
        verdict = BaseResult.CREDIT_LIMIT_REACHED;
        assertThat(opens().status()).isEqualTo(402);
        scscf.receivedNothingFor(bob.sip());
        verdict = BaseResult.SUCCESS;
        var answer = CompletableFuture.supplyAsync(this::opens);
        scscf.receivesFor(bob.sip()).answers(486);
        assertThat(answer.join().status()).isEqualTo(486);
        await().atMost(Duration.ofSeconds(10)).until(() -> asksOf(alice).size() == 3);
        assertThat(asksOf(alice).getLast().requestedAction()).contains(RequestedAction.REFUND_ACCOUNT);
    }

    /** Bob is away, and his mailbox answers. */
    private Dialog mailbox(MsrpPhone talk) {
        var invite = FakeScscf.message(bob.sip(), alice, bob.sip(), "term")
                .method(Method.INVITE)
                .set(HeaderName.CSEQ, "1 INVITE")
                .append(HeaderName.CONTACT, "<sip:alice@127.0.0.1:9>")
                .body("application/sdp", talk.offer() + "a=sendonly\r\n")
                .build();
        var answer = CompletableFuture.supplyAsync(() -> scscf.sends(im, invite));
        scscf.receivesFor(bob.sip()).answers(480);
        var dialog = Dialog.uac(invite, answer.join());
        scscf.acknowledges(im, dialog.ack(1).build());
        talk.answered(answer.join().body());
        return dialog;
    }

    @Test
    void a_large_message_is_paid_for_once_and_paid_back_if_it_never_comes() {
        verdict = BaseResult.SUCCESS;
        try (var talk = new MsrpPhone()) {
            var dialog = mailbox(talk);
            assertThat(talk.says("novel", "text/plain", "Call me Ishmael. ".repeat(2_000)))
                    .isEqualTo(200);
            scscf.sends(im, dialog.request(Method.BYE).build());
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> im.cdrs().stream()
                        .anyMatch(cdr ->
                                cdr.caller().equals(alice.sip()) && cdr.cause().equals("completed")));
        assertThat(asksOf(alice))
                .singleElement()
                .satisfies(ask -> assertThat(ask.requestedAction()).contains(RequestedAction.DIRECT_DEBITING));

        try (var talk = new MsrpPhone()) {
            scscf.sends(im, mailbox(talk).request(Method.BYE).build());
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> asksOf(alice).size() == 3);
        assertThat(asksOf(alice).getLast().requestedAction()).contains(RequestedAction.REFUND_ACCOUNT);
    }

    @Test
    void what_could_not_be_stored_is_paid_back() {
        verdict = BaseResult.SUCCESS;
        var directory = StaticNodes.of(scscf.info());
        directory.put(new NodeInfo(
                "charging",
                "charging-1",
                Map.of("diameter", "127.0.0.1:" + ocs.address().getPort()),
                100,
                0));
        try (var storeless = TestIm.start(directory, "carillon.hbase.zookeeper-port=1")) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            !storeless.bean(DiameterClient.class).connected().isEmpty());
            assertThat(scscf.sends(storeless, Phone.submits(alice, 4, Phone.text(bob.digits(), "x")))
                            .status())
                    .isEqualTo(503);
            assertThat(asksOf(alice).stream().map(ask -> ask.requestedAction().orElseThrow()))
                    .containsExactly(RequestedAction.DIRECT_DEBITING, RequestedAction.REFUND_ACCOUNT);
        }
    }
}
