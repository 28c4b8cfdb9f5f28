package io.carillon.cscf.ladder;

import static io.carillon.sip.message.Method.ACK;
import static io.carillon.sip.message.Method.BYE;
import static io.carillon.sip.message.Method.CANCEL;
import static io.carillon.sip.message.Method.INVITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.testkit.ladder.FakeSipPeer;
import io.carillon.testkit.ladder.ReceivedRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls at the S-CSCF: originating and terminating session case, filter criteria, forking (TS 24.229 §5.4.3). */
class CallLadderTest {
    private static final String ORIGINATING = "orig";
    private static Stage stage;
    private Subscriber alice;
    private Subscriber bob;

    @BeforeAll
    static void start() {
        stage = new Stage();
    }

    @AfterAll
    static void stop() throws Exception {
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.hss.scripted();
        alice = new Subscriber(stage, "alice");
        bob = new Subscriber(stage, stage.sbc2, "bob");
    }

    private void registered() {
        alice.registered();
        bob.registered();
        stage.ladder.begin();
    }

    private io.carillon.sip.transaction.ClientTransaction calls() {
        return stage.sbc.sends(alice.request(INVITE, bob.impu).build(), stage.cscf());
    }

    /** The S-CSCF asks the AS, which sends the request back by the Route it finds. */
    private static ReceivedRequest passed(FakeSipPeer server, Subscriber served, String sessionCase) {
        var invite = server.receives(INVITE);
        assertThat(invite.request().all(HeaderName.ROUTE)).hasSize(2);
        var user = invite.request().address(HeaderName.P_SERVED_USER).orElseThrow();
        assertThat(user.uri()).isEqualTo(served.impu);
        assertThat(user.params().text("sescase")).contains(sessionCase);
        invite.forwards(stage.cscf());
        return invite;
    }

    @Test
    void from_one_phone_to_another() {
        registered();
        var invite = alice.request(INVITE, bob.impu).build();
        stage.sbc.sends(invite, stage.cscf());
        var called = stage.sbc2.receives(INVITE);
        called.replies(180);
        stage.sbc.receives(180);
        called.replies(200);
        var dialog = Dialog.uac(invite, stage.sbc.receives(200));
        stage.sbc.acknowledges(dialog.ack(1).build(), stage.cscf());
        stage.sbc2.receives(ACK);

        var calledSide = called.dialog();
        stage.sbc2.sends(calledSide.request(BYE).build(), stage.cscf());
        stage.sbc.receives(BYE).replies(200);
        stage.sbc2.receives(200);
        stage.ladder.draws(
                "call",
                "A call from one phone to another",
                "The S-CSCF of both users, without services (TS 24.229 §5.4.3.2, §5.4.3.3). SBC is the P-CSCF of the "
                        + "caller, SBC2 that of the callee, who hangs up.");
    }

    @Test
    void through_the_application_servers_of_both() {
        alice.data.criterion(10, INVITE, 0, Stage.TAS, 0);
        bob.data.criterion(20, INVITE, 1, Stage.TAS, 0);
        registered();

        calls();
        var originating = passed(stage.tas, alice, ORIGINATING);
        var terminating = passed(stage.tas, bob, "term");
        var called = stage.sbc2.receives(INVITE);
        assertThat(called.request().uri()).isEqualTo(bob.contact(1));
        assertThat(called.request().first(HeaderName.ROUTE)).contains(bob.path());
        assertThat(called.request().address(HeaderName.P_CALLED_PARTY_ID).map(NameAddr::uri))
                .contains(bob.impu);
        assertThat(called.request().addresses(HeaderName.P_ASSERTED_IDENTITY).stream()
                        .map(NameAddr::uri))
                .containsExactly(alice.impu, alice.tel);

        called.replies(180);
        terminating.relays(stage.tas.receives(180));
        originating.relays(stage.tas.receives(180));
        stage.sbc.receives(180);
        called.replies(200);
        terminating.relays(stage.tas.receives(200));
        originating.relays(stage.tas.receives(200));
        var answer = stage.sbc.receives(200);

        var dialog = Dialog.uac(originating.request(), answer);
        stage.sbc.acknowledges(dialog.ack(1).build(), stage.cscf());
        stage.sbc2.receives(ACK);
        stage.sbc.sends(dialog.request(BYE).build(), stage.cscf());
        stage.sbc2.receives(BYE).replies(200);
        stage.sbc.receives(200);
        stage.ladder.draws(
                "call-services",
                "A call through the application servers of both users",
                "Initial filter criteria of the caller, then of the callee (TS 24.229 §5.4.3.2, §5.4.3.3). An "
                        + "application server finds the way back, with the original dialog identifier, below its own "
                        + "Route. One that does not record its route is out of the dialog.");
    }

    @Test
    void an_application_server_that_fails_is_passed_over() {
        alice.data.criterion(10, INVITE, 0, Stage.TAS, 0);
        registered();
        calls();
        stage.tas.receives(INVITE).replies(503);
        stage.sbc2.receives(INVITE).replies(486);
        stage.sbc.receives(486);
        stage.ladder.draws(
                "call-server-away",
                "A call past an application server that fails",
                "Default handling SESSION_CONTINUED (TS 24.229 §5.4.3.2 step 5, TS 29.228 §B.2.2).");
    }

    @Test
    void an_application_server_without_which_there_is_no_call() {
        alice.data.criterion(10, INVITE, 0, Stage.TAS, 1);
        registered();
        calls();
        stage.tas.receives(INVITE).replies(500);
        stage.sbc.receives(500);
        stage.ladder.ends();
    }

    @Test
    void an_application_server_may_refuse_the_call() {
        alice.data.criterion(10, INVITE, 0, Stage.TAS, 0);
        registered();
        calls();
        stage.tas.receives(INVITE).replies(603);
        stage.sbc.receives(603);
        stage.ladder.ends();
    }

    @Test
    void every_device_rings_and_the_first_answer_wins() {
        alice.registered();
        bob.registered("<" + bob.contact(1) + ">;expires=600", "<" + bob.contact(2) + ">;expires=600");
        stage.ladder.begin();
        calls();
        var one = stage.sbc2.receives(INVITE);
        var other = stage.sbc2.receives(INVITE);
        assertThat(one.request().uri()).isNotEqualTo(other.request().uri());
        one.replies(180);
        stage.sbc.receives(180);
        other.replies(180);
        stage.sbc.receives(180);
        other.replies(200);
        stage.sbc.receives(200);
        stage.sbc2.receives(CANCEL);
        one.replies(487);
        stage.ladder.draws(
                "call-forking",
                "A call to a user with two devices",
                "Parallel forking to the contacts of the same q (TS 24.229 §5.4.3.3 step 10, RFC 3261 §16.6, §16.7).");
    }

    @Test
    void a_device_of_lower_preference_comes_second() {
        alice.registered();
        bob.registered("<" + bob.contact(1) + ">;q=0.5;expires=600", "<" + bob.contact(2) + ">;expires=600");
        stage.ladder.begin();
        calls();
        var first = stage.sbc2.receives(INVITE);
        assertThat(first.request().uri()).isEqualTo(bob.contact(2));
        first.replies(480);
        var second = stage.sbc2.receives(INVITE);
        assertThat(second.request().uri()).isEqualTo(bob.contact(1));
        second.replies(486);
        stage.sbc.receives(486);
    }

    @Test
    void a_flow_that_failed_is_replaced_by_another_to_the_same_phone() {
        alice.registered();
        var instance = ";+sip.instance=\"<urn:uuid:0c67446e-f1a1-11d9-94d3-000a95a0e128>\"";
        bob.outbound("<" + bob.contact(1) + ">" + instance + ";reg-id=1;expires=600");
        bob.outbound("<" + bob.contact(2) + ">" + instance + ";reg-id=2;expires=900");
        stage.ladder.begin();
        calls();
        stage.sbc2.receives(INVITE).replies(430);
        var called = stage.sbc2.receives(INVITE);
        assertThat(called.request().uri()).isEqualTo(bob.contact(1));
        called.replies(486);
        stage.sbc.receives(486);
        stage.ladder.draws(
                "call-flow-failed",
                "A call to a phone whose flow has failed",
                "Two flows of one device (RFC 5626): never both at once, the other one after 430.");
    }

    @Test
    void a_call_to_the_uri_of_a_device() {
        alice.registered();
        var instance = ";+sip.instance=\"<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>\"";
        bob.registered("<" + bob.contact(1) + ">" + instance + ";expires=600", "<" + bob.contact(2) + ">;expires=600");
        stage.ladder.begin();
        var gruu = bob.impu + ";gr=urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
        stage.sbc.sends(alice.request(INVITE, gruu).build(), stage.cscf());
        var called = stage.sbc2.receives(INVITE);
        assertThat(called.request().uri()).isEqualTo(bob.contact(1));
        called.replies(486);
        stage.sbc.receives(486);
        stage.ladder.draws(
                "call-gruu",
                "A call to one device of a user",
                "A GRUU (RFC 5627, TS 24.229 §5.4.7A) names the device; the user's other one does not ring.");
    }

    @Test
    void a_callee_whose_registration_was_lost_is_reached() {
        registered();
        stage.loses(bob);
        stage.ladder.begin();
        calls();
        stage.hss.receives(LocationInfoRequest.class).answers(Cx.at(Stage.SCSCF));
        var assignment = stage.hss.receives(ServerAssignmentRequest.class);
        assertThat(assignment.request().type()).isEqualTo(ServerAssignmentType.UNREGISTERED_USER);
        assignment.answers(Cx.restored(bob.data.xml(), bob.kept.orElseThrow()));
        var called = stage.sbc2.receives(INVITE);
        assertThat(called.request().uri()).isEqualTo(bob.contact(1));
        assertThat(called.request().first(HeaderName.ROUTE)).contains(bob.path());
        called.replies(486);
        stage.sbc.receives(486);
        stage.ladder.draws(
                "call-restored",
                "A call to a phone whose registration was lost",
                "The store has lost everything. With the profile the HSS gives back contact and Path, which it was given "
                        + "at registration (TS 23.380 §4.2, §4.4).");
    }

    @Test
    void a_callee_without_a_phone_still_has_services() {
        bob.data.criterion(21, INVITE, 2, Stage.TAS, 0);
        alice.registered();
        stage.ladder.begin();
        calls();
        stage.hss.receives(LocationInfoRequest.class).answers(Cx.unregistered());
        var assignment = stage.hss.receives(ServerAssignmentRequest.class);
        assertThat(assignment.request().type()).isEqualTo(ServerAssignmentType.UNREGISTERED_USER);
        assignment.answers(Cx.profile(bob.data.xml()));
        stage.tas.receives(INVITE).replies(480);
        stage.sbc.receives(480);
        stage.ladder.draws(
                "call-unregistered",
                "A call to a user who is not registered",
                "Services for the unregistered state (TS 24.229 §5.4.3.3, TS 29.228 §6.1.2, §6.1.4).");
    }

    @Test
    void a_callee_without_phone_and_services_is_480() {
        alice.registered();
        stage.ladder.begin();
        calls();
        stage.hss.receives(LocationInfoRequest.class).answers(Cx.nowhere(ThreeGppResult.IDENTITY_NOT_REGISTERED));
        stage.sbc.receives(480);
        stage.ladder.ends();
    }

    @Test
    void a_callee_whom_nobody_knows_is_404() {
        alice.registered();
        stage.ladder.begin();
        calls();
        stage.hss.receives(LocationInfoRequest.class).answers(Cx.nowhere(ThreeGppResult.USER_UNKNOWN));
        stage.sbc.receives(404);
        stage.ladder.ends();
    }

    @Test
    void a_caller_who_is_not_registered_is_refused() {
        stage.ladder.begin();
        calls();
        stage.hss.receives(ServerAssignmentRequest.class).answers(Cx.notAssigned(BaseResult.UNABLE_TO_COMPLY));
        stage.sbc.receives(403);
        stage.ladder.ends();
    }

    @Test
    void the_caller_gives_up() {
        registered();
        var call = calls();
        var called = stage.sbc2.receives(INVITE);
        called.replies(180);
        stage.sbc.receives(180);
        stage.sbc.cancels(call);
        stage.sbc2.receives(CANCEL);
        called.replies(487);
        stage.sbc.receives(487);
        stage.ladder.draws("call-cancelled", "A call that its caller gives up", "RFC 3261 §9, §16.10.");
    }
}
