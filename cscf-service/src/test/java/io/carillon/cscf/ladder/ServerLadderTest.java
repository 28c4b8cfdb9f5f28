package io.carillon.cscf.ladder;

import static io.carillon.sip.message.Method.INVITE;
import static io.carillon.sip.message.Method.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.sip.message.HeaderName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What application servers may do with a call (TS 24.229 §5.4.3.2, §5.4.3.3, §5.7.3). */
class ServerLadderTest {
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

    @Test
    void it_calls_on_behalf_of_a_user_who_is_away() {
        alice.data.criterion(10, INVITE, 3, Stage.IM, 0);
        bob.registered();
        stage.ladder.begin();
        stage.tas.sends(
                stage.tas
                        .request(INVITE, bob.impu, alice.impu)
                        .append(HeaderName.ROUTE, "<" + Stage.SCSCF + ";orig;lr>")
                        .append(HeaderName.P_ASSERTED_IDENTITY, "<" + alice.impu + ">")
                        .append(HeaderName.P_SERVED_USER, "<" + alice.impu + ">;sescase=orig;regstate=unreg")
                        .build(),
                stage.cscf());
        var assignment = stage.hss.receives(ServerAssignmentRequest.class);
        assertThat(assignment.request().type()).isEqualTo(ServerAssignmentType.UNREGISTERED_USER);
        assignment.answers(Cx.profile(alice.data.xml()));
        var asked = stage.im.receives(INVITE);
        assertThat(asked.request().first(HeaderName.P_SERVED_USER))
                .contains("<" + alice.impu + ">;sescase=orig;regstate=unreg");
        asked.forwards(stage.cscf());
        stage.sbc2.receives(INVITE).replies(486);
        asked.relays(stage.im.receives(486));
        stage.tas.receives(486);
        stage.ladder.draws(
                "call-by-server",
                "A call by an application server for a user who is away",
                "P-Served-User and the orig parameter (TS 24.229 §5.7.3, RFC 5502): criteria of the session case "
                        + "ORIGINATING_UNREGISTERED are asked first. TAS begins the call, IM is the criterion's server.");
    }

    @Test
    void it_diverts_the_call_which_is_the_diverting_users_own_from_there() {
        var carol = new Subscriber(stage, stage.sbc2, "carol");
        bob.data.criterion(20, INVITE, 1, Stage.TAS, 0).criterion(30, INVITE, 4, Stage.IM, 0);
        alice.registered();
        bob.registered();
        carol.registered();
        stage.ladder.begin();
        stage.sbc.sends(alice.request(INVITE, bob.impu).build(), stage.cscf());
        var asked = stage.tas.receives(INVITE);
        var route = asked.request().all(HeaderName.ROUTE);
        stage.tas.sends(
                asked.request()
                        .edit()
                        .uri(carol.impu)
                        .setAll(HeaderName.ROUTE, route.subList(1, route.size()))
                        .build(),
                stage.cscf());
        var diverted = stage.im.receives(INVITE);
        assertThat(diverted.request().first(HeaderName.P_SERVED_USER)).contains("<" + bob.impu + ">;orig-cdiv");
        diverted.forwards(stage.cscf());
        var called = stage.sbc2.receives(INVITE);
        assertThat(called.request().uri()).isEqualTo(carol.contact(1));
        called.replies(486);
        diverted.relays(stage.im.receives(486));
        asked.relays(stage.tas.receives(486));
        stage.sbc.receives(486);
        stage.ladder.draws(
                "call-orig-cdiv",
                "A diverted call",
                "The callee's server (TAS) sends the call to somebody else. It is served as the diverting user's own "
                        + "then, by criteria of ORIGINATING_CDIV (TS 24.229 §5.4.3.3 step 3, RFC 8498), here IM's.");
    }

    @Test
    void what_fails_behind_it_is_the_call_and_not_the_server() {
        alice.data.criterion(10, INVITE, 0, Stage.TAS, 0);
        alice.registered();
        bob.registered();
        stage.ladder.begin();
        stage.sbc.sends(alice.request(INVITE, bob.impu).build(), stage.cscf());
        var asked = stage.tas.receives(INVITE);
        asked.forwards(stage.cscf());
        stage.sbc2.receives(INVITE).replies(500);
        asked.relays(stage.tas.receives(500));
        stage.sbc.receives(500);
        stage.ladder.ends(); // nobody is asked a second time, past the server
    }

    @Test
    void a_message_does_not_go_past_it() {
        bob.data.criterion(40, MESSAGE, 1, Stage.IM, 1);
        alice.registered();
        bob.registered();
        stage.ladder.begin();
        stage.sbc.sends(alice.request(MESSAGE, bob.impu).build(), stage.cscf());
        stage.im.receives(MESSAGE).replies(503);
        stage.sbc.receives(500);
        stage.ladder.draws(
                "pager-server-away",
                "A text that no messaging server takes",
                "Default handling SESSION_TERMINATED (TS 24.229 §5.4.3.3 step 4): the sender hears of it, and no phone "
                        + "gets it past a server that may have kept it. One that does not answer at all is a 504.");
    }

    @Test
    void it_redirects_the_caller() {
        alice.data.criterion(10, INVITE, 0, Stage.TAS, 0);
        alice.registered();
        stage.ladder.begin();
        stage.sbc.sends(alice.request(INVITE, bob.impu).build(), stage.cscf());
        stage.tas.receives(INVITE).replies(302, reply -> reply.set(HeaderName.CONTACT, "<" + bob.tel + ">"));
        assertThat(stage.sbc
                        .receives(302)
                        .address(HeaderName.CONTACT)
                        .orElseThrow()
                        .uri())
                .isEqualTo(bob.tel);
        stage.ladder.draws(
                "call-redirected",
                "A call that an application server redirects",
                "A 3xx is the server's answer, which the S-CSCF passes on (TS 24.229 §5.4.3.2, RFC 3261 §16.7).");
    }
}
