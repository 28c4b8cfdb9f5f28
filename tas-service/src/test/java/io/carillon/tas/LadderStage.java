package io.carillon.tas;

import static io.carillon.sip.message.Method.ACK;
import static io.carillon.sip.message.Method.BYE;
import static io.carillon.sip.message.Method.INVITE;

import io.carillon.diameter.ro.CreditControlAnswer;
import io.carillon.diameter.ro.CreditControlRequest;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.testkit.ladder.FakeDiameterPeer;
import io.carillon.testkit.ladder.FakeSipPeer;
import io.carillon.testkit.ladder.Ladder;
import io.carillon.testkit.ladder.ReceivedRequest;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;

/** A TAS among people on ladders: each stands for the S-CSCF with the phone behind it. */
abstract class LadderStage {
    static final String SDP = "application/sdp";
    static final HandClock CLOCK = new HandClock();
    static final Records RECORDS = new Records();
    static final Ladder LADDER = Ladder.around("TAS");
    static final FakeSipPeer ALICE = LADDER.sipPeer("Alice");
    static final FakeSipPeer BOB = LADDER.sipPeer("Bob");
    static final FakeSipPeer CAROL = LADDER.sipPeer("Carol");
    static final FakeDiameterPeer OCS = LADDER.ocs("OCS", "charging-1." + Tas.HOME, Tas.HOME);
    static final Tas NODE = Tas.start(
                    "tas-7",
                    StaticNodes.of(new NodeInfo(
                            "charging",
                            "charging-1",
                            Map.of("diameter", "127.0.0.1:" + OCS.address().getPort()),
                            100,
                            0)),
                    RECORDS,
                    CLOCK,
                    "--carillon.tas.ringing=500ms")
            .charged();

    /** A call that is up. */
    record Up(SipRequest invite, Dialog alice, ReceivedRequest atBob, Dialog bob) {}

    @AfterAll
    static void stop() throws Exception {
        NODE.close();
        LADDER.close();
    }

    @BeforeEach
    void begin() {
        CLOCK.begin();
        answersByItself(request -> Ocs.granted(request, 3_600));
        LADDER.begin();
    }

    static void answersByItself(Function<CreditControlRequest, CreditControlAnswer> rule) {
        OCS.scripted().always(CreditControlRequest.class, rule);
    }

    static String user(String name) {
        return "sip:" + name + "@" + Tas.HOME;
    }

    /** As the S-CSCF sends it: the second Route leads back to it. */
    static RequestEdit invite(FakeSipPeer from, String caller, FakeSipPeer to, String callee, String served) {
        return from.request(INVITE, user(callee), user(caller))
                .append(HeaderName.ROUTE, "<sip:tas." + Tas.HOME + ";lr>")
                .append(HeaderName.ROUTE, "<sip:" + to.sentBy() + ";lr;odi=x1>")
                .append(HeaderName.P_SERVED_USER, served)
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + user(caller) + ">")
                .append(HeaderName.P_CHARGING_VECTOR, "icid-value=\"icid-1\";orig-ioi=home")
                .append(HeaderName.SUPPORTED, "100rel, timer, precondition, replaces")
                .body(SDP, sdp("sendrecv", ""));
    }

    static RequestEdit originating() {
        return invite(ALICE, "alice", BOB, "bob", "<" + user("alice") + ">;sescase=orig;regstate=reg");
    }

    static String sdp(String direction, String more) {
        return "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
                + "m=audio 49170 RTP/AVP 97 98\r\na=rtpmap:97 AMR-WB/16000\r\n"
                + "a=rtpmap:98 telephone-event/16000\r\na=" + direction + "\r\n" + more;
    }

    /** TS 24.229 §6.1: resources of this side, and of the other as far as is known (RFC 3312). */
    static String resources(String local, String remote) {
        return "a=curr:qos local " + local + "\r\na=curr:qos remote " + remote
                + "\r\na=des:qos mandatory local sendrecv\r\na=des:qos mandatory remote sendrecv\r\n";
    }

    Up up() {
        var invite = originating().build();
        ALICE.sends(invite, NODE.sip());
        return answered(invite, BOB.receives(INVITE));
    }

    Up answered(SipRequest invite, ReceivedRequest atBob) {
        atBob.replies(200, edit -> edit.body(SDP, sdp("sendrecv", "")));
        var alice = Dialog.uac(invite, ALICE.receives(200));
        ALICE.acknowledges(alice.ack(1).build(), NODE.sip());
        BOB.receives(ACK);
        return new Up(invite, alice, atBob, atBob.dialog());
    }

    /** To the call's record, so that its last CCR is no surprise to the next test. */
    void aliceHangsUp(Up call) {
        ALICE.sends(call.alice.request(BYE).build(), NODE.sip());
        ALICE.receives(200);
        BOB.receives(BYE).replies(200);
        RECORDS.expect(call.invite.callId());
    }
}
