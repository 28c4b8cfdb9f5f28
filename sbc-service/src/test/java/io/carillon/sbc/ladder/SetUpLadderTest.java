package io.carillon.sbc.ladder;

import static io.carillon.sip.message.Method.ACK;
import static io.carillon.sip.message.Method.BYE;
import static io.carillon.sip.message.Method.CANCEL;
import static io.carillon.sip.message.Method.INVITE;
import static io.carillon.sip.message.Method.NOTIFY;
import static io.carillon.sip.message.Method.OPTIONS;
import static io.carillon.sip.message.Method.PRACK;
import static io.carillon.sip.message.Method.REFER;
import static io.carillon.sip.message.Method.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sdp.ng.NgCommand;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Transport;
import io.carillon.testkit.ladder.FakeSipPeer;
import io.carillon.testkit.ladder.ReceivedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What phones and their peers do with a call, message by message, as their border sees it. */
class SetUpLadderTest {
    private static final Stage stage = OnStage.stage;
    private static final FakeSipPeer PHONE = stage.ladder.sipPeer("UE1");
    private static final HeaderName REFER_TO = HeaderName.of("Refer-To");
    private static final HeaderName REPLACES = HeaderName.of("Replaces");
    private static final HeaderName EVENT = HeaderName.of("Event");
    private static final String SDP = "application/sdp";
    private static int users;

    private final String user = "sip:dora" + ++users + "@" + Stage.HOME;
    private SipRequest invite;
    private int sequence = 1;

    @BeforeEach
    void registered() {
        stage.withRelay();
        stage.ladder.begin();
        var register = PHONE.request("REGISTER", "sip:" + Stage.HOME, user)
                .set(HeaderName.TO, "<" + user + ">")
                .set(HeaderName.CONTACT, PHONE.contact() + ";expires=600")
                .build();
        PHONE.sends(register, stage.access(Transport.UDP));
        var request = stage.cscf.receives("REGISTER");
        request.replies(200, ok -> Stage.granted(request.request(), ok));
        PHONE.receives(200);
        stage.ladder.begin();
    }

    @AfterEach
    void withoutRelay() {
        stage.withoutRelay();
    }

    private ReceivedRequest calls(String sdp) {
        invite = PHONE.request(INVITE, OnStage.BOB, user)
                .append(HeaderName.SUPPORTED, "100rel, precondition, replaces")
                .body(SDP, sdp)
                .build();
        PHONE.sends(invite, stage.access(Transport.UDP));
        echoes("offer");
        return stage.cscf.receives(INVITE);
    }

    /** The relay gives the description back as it came. */
    private static void echoes(String command) {
        var asked = stage.relay.receives(command);
        asked.answers(
                switch (asked.command()) {
                    case NgCommand.Offer offer -> offer.sdp();
                    case NgCommand.Answer answer -> answer.sdp();
                    default -> "";
                });
    }

    private SipRequest inDialog(String method, SipResponse answer, String sdp) {
        var contact = answer.address(HeaderName.CONTACT).orElseThrow().uri();
        var request = SipRequest.create(method, contact)
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, invite.from())
                .append(HeaderName.TO, answer.to())
                .append(HeaderName.CALL_ID, invite.callId())
                .append(HeaderName.CSEQ, (method.equals(ACK) ? 1 : ++sequence) + " " + method)
                .append(HeaderName.CONTACT, PHONE.contact())
                .setAll(HeaderName.ROUTE, answer.all(HeaderName.RECORD_ROUTE).reversed());
        if (method.equals(PRACK)) {
            request.append(HeaderName.RACK, "1 1 INVITE");
        }
        return (sdp.isEmpty() ? request : request.body(SDP, sdp)).build();
    }

    private void sends(SipRequest request) {
        PHONE.sends(request, stage.access(Transport.UDP));
    }

    /** A request of the other side in the dialog. */
    private static SipRequest fromFar(String method, int number, SipRequest invite, SipResponse ok, String sdp) {
        var request = SipRequest.create(
                        method, invite.address(HeaderName.CONTACT).orElseThrow().uri())
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, ok.to())
                .append(HeaderName.TO, invite.from())
                .append(HeaderName.CALL_ID, invite.callId())
                .append(HeaderName.CSEQ, number + " " + method)
                .append(HeaderName.CONTACT, stage.cscf.contact())
                .setAll(HeaderName.ROUTE, invite.all(HeaderName.RECORD_ROUTE));
        if (method.equals(REFER)) {
            request.append(REFER_TO, "<sip:carol@" + Stage.HOME + "?Replaces=a-call%3Bto-tag%3D1%3Bfrom-tag%3D2>");
        }
        return (sdp.isEmpty() ? request : request.body(SDP, sdp)).build();
    }

    private SipResponse answered(ReceivedRequest arrived) {
        arrived.replies(200, ok -> ok.body(SDP, Stage.sdp(40_000)));
        echoes("answer");
        OnStage.authorized();
        var ok = PHONE.receives(200);
        PHONE.acknowledges(inDialog(ACK, ok, ""), stage.access(Transport.UDP));
        stage.cscf.receives(ACK);
        return ok;
    }

    private static String preconditions(int port, String local, String remote) {
        return Stage.sdp(port) + "a=curr:qos local " + local + "\r\na=curr:qos remote " + remote
                + "\r\na=des:qos mandatory local sendrecv\r\na=des:qos optional remote sendrecv\r\n";
    }

    private static ResponseEdit reliable(ResponseEdit progress) {
        return progress.append(HeaderName.REQUIRE, "100rel").append(HeaderName.RSEQ, 1);
    }

    @Test
    void preconditions_that_both_sides_meet() {
        var arrived = calls(preconditions(20_000, "none", "none"));
        arrived.replies(
                183,
                early -> reliable(early)
                        .body(SDP, preconditions(40_000, "none", "none") + "a=conf:qos remote sendrecv\r\n"));
        echoes("answer");
        OnStage.authorized();
        var early = PHONE.receives(183);
        assertThat(early.bodyText()).contains("a=conf:qos remote sendrecv");
        sends(inDialog(PRACK, early, ""));
        stage.cscf.receives(PRACK).replies(200);
        PHONE.receives(200);
        sends(inDialog(UPDATE, early, preconditions(20_000, "sendrecv", "none")));
        echoes("offer");
        var update = stage.cscf.receives(UPDATE);
        assertThat(update.request().bodyText()).contains("a=curr:qos local sendrecv");
        update.replies(200, ok -> ok.body(SDP, preconditions(40_000, "sendrecv", "sendrecv")));
        echoes("answer");
        OnStage.authorized();
        assertThat(PHONE.receives(200).bodyText()).contains("a=curr:qos remote sendrecv");
        arrived.replies(180);
        PHONE.receives(180);
        arrived.replies(200);
        var ok = PHONE.receives(200);
        PHONE.acknowledges(inDialog(ACK, ok, ""), stage.access(Transport.UDP));
        stage.cscf.receives(ACK);
        stage.ladder.draws(
                "border-preconditions",
                "Preconditions that both sides meet",
                "Nobody rings before the bearers are there (RFC 3312, RFC 4032): the first answer is authorised at once, "
                        + "so that they can be made, and each later one again.");
    }

    /** RFC 3312 §8: the phone that is called cannot have its bearer, so nobody rings. */
    @Test
    void preconditions_that_nobody_meets() {
        var arrived = calls(preconditions(20_000, "none", "none"));
        arrived.replies(
                183,
                early -> reliable(early)
                        .body(SDP, preconditions(40_000, "none", "none") + "a=conf:qos remote sendrecv\r\n"));
        echoes("answer");
        OnStage.authorized();
        var early = PHONE.receives(183);
        sends(inDialog(PRACK, early, ""));
        stage.cscf.receives(PRACK).replies(200);
        PHONE.receives(200);
        arrived.replies(
                580,
                failed ->
                        failed.body(SDP, preconditions(0, "none", "none").replace("mandatory local", "failure local")));
        assertThat(PHONE.receives(580).bodyText()).contains("a=des:qos failure local");
        OnStage.released();
        stage.ladder.draws(
                "border-preconditions-failed",
                "Preconditions that nobody meets",
                "The called phone gets no bearer and says which condition failed (RFC 3312 §8); what was authorised and "
                        + "relayed for the first answer goes.");
    }

    /** RFC 4032 §3, GSMA IR.92 §2.4.2: a phone that knows of no preconditions is called without them. */
    @Test
    void preconditions_that_the_called_phone_does_not_know() {
        var arrived = calls(preconditions(20_000, "sendrecv", "none"));
        arrived.replies(180);
        PHONE.receives(180);
        var ok = answered(arrived);
        assertThat(ok.bodyText()).doesNotContain("a=curr:");
        stage.ladder.draws(
                "border-preconditions-unknown",
                "Preconditions that the called phone does not know",
                "The caller has its bearer already and only supports preconditions: the other answers as ever (RFC 4032 §3).");
    }

    @Test
    void two_changes_at_once() {
        var arrived = calls(Stage.sdp(20_000));
        var ok = answered(arrived);
        sends(inDialog(INVITE, ok, Stage.sdp(20_002)));
        echoes("offer");
        var change = stage.cscf.receives(INVITE);
        stage.cscf.sends(fromFar(INVITE, 1, arrived.request(), ok, ""), stage.core());
        PHONE.receives(INVITE).replies(491);
        stage.cscf.receives(491);
        change.replies(491);
        PHONE.receives(491);
        stage.ladder.draws(
                "border-glare",
                "Both sides change a call at once",
                "Each has an INVITE under way when the other's comes (RFC 3261 §14.2). The border lets both refusals pass; "
                        + "what was agreed on before stays.");
    }

    /** RFC 3261 §9.1: a CANCEL that comes too late changes nothing; whoever wanted to give up hangs up instead. */
    @Test
    void the_caller_gives_up_as_the_other_side_answers() {
        invite = PHONE.request(INVITE, OnStage.BOB, user)
                .body(SDP, Stage.sdp(20_000))
                .build();
        var sent = PHONE.sends(invite, stage.access(Transport.UDP));
        echoes("offer");
        var arrived = stage.cscf.receives(INVITE);
        arrived.replies(180);
        PHONE.receives(180);
        PHONE.cancels(sent);
        stage.cscf.receives(CANCEL);
        var ok = answered(arrived);
        sends(inDialog(BYE, ok, ""));
        stage.cscf.receives(BYE).replies(200);
        PHONE.receives(200);
        OnStage.released();
        stage.ladder.draws(
                "border-cancel-glare",
                "A call is given up as it is answered",
                "The 200 was under way when the CANCEL came (RFC 3261 §9.1): the border lets it pass, the media are "
                        + "authorised as ever, and the phone ends what it did not want with BYE.");
    }

    @Test
    void a_call_is_transferred() {
        var arrived = calls(Stage.sdp(20_000));
        var ok = answered(arrived);
        stage.cscf.sends(fromFar(REFER, 1, arrived.request(), ok, ""), stage.core());
        var refer = PHONE.receives(REFER);
        assertThat(refer.request().first(REFER_TO))
                .hasValueSatisfying(to -> assertThat(to).contains("?Replaces="));
        refer.replies(202);
        stage.cscf.receives(202);
        sends(inDialog(NOTIFY, ok, "")
                .edit()
                .append(EVENT, "refer")
                .append(HeaderName.SUBSCRIPTION_STATE, "active;expires=60")
                .body("message/sipfrag", "SIP/2.0 100 Trying\r\n")
                .build());
        stage.cscf.receives(NOTIFY).replies(200);
        PHONE.receives(200);
        var replacing = PHONE.request(INVITE, "sip:carol@" + Stage.HOME, user)
                .append(REPLACES, "a-call;to-tag=1;from-tag=2")
                .append(HeaderName.REQUIRE, "replaces")
                .body(SDP, Stage.sdp(20_004))
                .build();
        sends(replacing);
        echoes("offer");
        var replaced = stage.cscf.receives(INVITE);
        assertThat(replaced.request().first(REPLACES)).contains("a-call;to-tag=1;from-tag=2");
        replaced.replies(481);
        PHONE.receives(481);
        stage.relay.receives("delete").answersOk();
        stage.ladder.draws(
                "border-transfer",
                "A phone is referred to another call",
                "REFER, NOTIFY and the INVITE that replaces a dialog (RFC 3515, RFC 3891) pass the border as they are.");
    }

    /** RFC 3261 §11: before a call and in it, and neither makes or changes anything. */
    @Test
    void a_phone_asks_what_the_other_can() {
        sends(PHONE.request(OPTIONS, OnStage.BOB, user)
                .append(HeaderName.ACCEPT, SDP)
                .build());
        stage.cscf.receives(OPTIONS).replies(200, SetUpLadderTest::able);
        assertThat(PHONE.receives(200).lists(HeaderName.ALLOW, "BYE")).isTrue();
        var ok = answered(calls(Stage.sdp(20_000)));
        sends(inDialog(OPTIONS, ok, ""));
        stage.cscf.receives(OPTIONS).replies(200, SetUpLadderTest::able);
        PHONE.receives(200);
        stage.ladder.draws(
                "border-options",
                "A phone asks what another one can",
                "OPTIONS passes as any request does, outside of a call and in it (RFC 3261 §11); what the other side says of "
                        + "itself passes back, and neither media nor policy are asked.");
    }

    private static ResponseEdit able(ResponseEdit ok) {
        return ok.append(HeaderName.ALLOW, "INVITE, ACK, BYE");
    }

    @Test
    void a_call_is_redirected() {
        calls(Stage.sdp(20_000))
                .replies(302, moved -> moved.append(HeaderName.CONTACT, "<sip:carol@" + Stage.HOME + ">"));
        assertThat(PHONE.receives(302).first(HeaderName.CONTACT)).contains("<sip:carol@" + Stage.HOME + ">");
        stage.relay.receives("delete").answersOk();
        stage.ladder.draws(
                "border-redirected",
                "A phone is sent elsewhere",
                "A 3xx that nobody in the network follows reaches the phone; the relay lets go of the call.");
    }
}
