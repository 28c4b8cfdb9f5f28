package io.carillon.cscf.ladder;

import static io.carillon.sip.message.Method.REGISTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.Octets;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.MultimediaAuthRequest;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.diameter.cx.SipAuthDataItem;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import io.carillon.diameter.cx.UserAuthorizationType;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipResponse;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registration at I-CSCF and S-CSCF (TS 24.229 §5.3.1, §5.4.1). */
class RegisterLadderTest {
    private static Stage stage;
    private Subscriber alice;

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
        stage.ladder.begin();
        alice = new Subscriber(stage, "alice");
    }

    private void registers(String authorization, long expires) {
        stage.sbc.sends(alice.register(authorization, expires).build(), stage.cscf());
        stage.hss.receives(UserAuthorizationRequest.class).answers(Cx.capabilities());
    }

    private SipResponse challenged() {
        stage.sbc.sends(alice.register(), stage.cscf());
        stage.hss.receives(UserAuthorizationRequest.class).answers(Cx.capabilities());
        stage.hss.receives(MultimediaAuthRequest.class).answers(Cx.digest(Stage.HOME, alice.ha1()));
        return stage.sbc.receives(401);
    }

    private void assigned(ServerAssignmentType type) {
        var assignment = stage.hss.receives(ServerAssignmentRequest.class);
        assertThat(assignment.request().type()).isEqualTo(type);
        assertThat(assignment.request().serverName()).isEqualTo(Stage.SCSCF);
        assignment.answers(Cx.profile(alice.data.xml()));
    }

    @Test
    void with_a_password() {
        registers(alice.passwordAnswer(challenged()), 600);
        assigned(ServerAssignmentType.REGISTRATION);
        var ok = stage.sbc.receives(200);

        assertThat(ok.first(HeaderName.SERVICE_ROUTE)).contains("<sip:orig@scscf." + Stage.HOME + ";lr>");
        assertThat(ok.all(HeaderName.P_ASSOCIATED_URI)).containsExactly("<" + alice.impu + ">", "<" + alice.tel + ">");
        assertThat(ok.all(HeaderName.PATH)).containsExactly(alice.path());
        assertThat(ok.first(HeaderName.CONTACT).orElseThrow()).startsWith("<" + alice.contact(1) + ">;expires=");
        assertThat(ok.first(HeaderName.AUTHENTICATION_INFO).orElseThrow()).contains("rspauth=");
        stage.ladder.draws(
                "register-digest",
                "Registration with a password",
                "SIP digest (TS 33.203 Annex N, TS 24.229 §5.4.1.2). The binding is in Redis before the 200 leaves.");
    }

    @Test
    void with_a_usim() {
        stage.sbc.sends(alice.register(), stage.cscf());
        stage.hss.receives(UserAuthorizationRequest.class).answers(Cx.capabilities());
        stage.hss.receives(MultimediaAuthRequest.class).answers(Cx.vector(alice.vector()));
        var challenged = stage.sbc.receives(401);
        assertThat(challenged.first(HeaderName.WWW_AUTHENTICATE).orElseThrow())
                .contains("algorithm=AKAv1-MD5", "ck=", "ik=");

        registers(alice.usimAnswer(challenged), 600);
        assigned(ServerAssignmentType.REGISTRATION);
        stage.sbc.receives(200);
        stage.ladder.draws(
                "register",
                "Registration with a USIM",
                "IMS AKA (TS 33.203 §6.1, TS 24.229 §5.3.1, §5.4.1). The P-CSCF takes ck and ik out of the 401.");
    }

    @Test
    void a_usim_out_of_step_makes_the_hss_resynchronise() {
        stage.sbc.sends(alice.register(), stage.cscf());
        stage.hss.receives(UserAuthorizationRequest.class).answers(Cx.capabilities());
        stage.hss.receives(MultimediaAuthRequest.class).answers(Cx.vector(alice.staleVector()));
        var challenged = stage.sbc.receives(401);

        registers(alice.usimAnswer(challenged), 600);
        var resync = stage.hss.receives(MultimediaAuthRequest.class);
        var randAuts =
                resync.request().authData().authorization().map(Octets::toArray).orElseThrow();
        assertThat(randAuts).hasSize(30);
        resync.answers(
                Cx.vector(alice.resynchronised(Arrays.copyOf(randAuts, 16), Arrays.copyOfRange(randAuts, 16, 30))));
        var again = stage.sbc.receives(401);

        registers(alice.usimAnswer(again), 600);
        assigned(ServerAssignmentType.REGISTRATION);
        stage.sbc.receives(200);
        stage.ladder.draws(
                "register-resync",
                "Registration of a USIM that is out of step",
                "AUTS goes to the HSS in a second MAR, which gives a vector with a fresh SQN (TS 33.102 §6.3.5, "
                        + "TS 29.228 §6.3).");
    }

    @Test
    void a_wrong_password_is_refused_and_the_hss_is_told() {
        registers(alice.passwordAnswer(challenged(), "guess"), 600);
        assigned(ServerAssignmentType.AUTHENTICATION_FAILURE);
        stage.sbc.receives(403);
        stage.ladder.draws(
                "register-wrong-password",
                "Registration with a wrong password",
                "TS 24.229 §5.4.1.2.3. An unknown user gets the same answers.");
    }

    /** From a place that the access network vouches for; without credentials. */
    private void registersFrom(String address, String accessNetwork, SipAuthDataItem his) {
        var register = alice.register("", 600)
                .remove(HeaderName.AUTHORIZATION)
                .append(HeaderName.VIA, "SIP/2.0/UDP phone.invalid;branch=z9hG4bKphone;received=" + address);
        if (!accessNetwork.isEmpty()) {
            register.append(HeaderName.P_ACCESS_NETWORK_INFO, accessNetwork);
        }
        stage.sbc.sends(register.build(), stage.cscf());
        stage.hss.receives(UserAuthorizationRequest.class).answers(Cx.capabilities());
        stage.hss.receives(MultimediaAuthRequest.class).answers(Cx.place(his));
    }

    @Test
    void by_the_line_of_a_fixed_access() {
        var his = SipAuthDataItem.line("line-42");
        registersFrom("192.0.2.7", "ADSL;dsl-location=\"line-42\";network-provided", his);
        assigned(ServerAssignmentType.REGISTRATION);
        stage.sbc.receives(200);
        stage.ladder.draws(
                "register-nass",
                "Registration by the line of a fixed access",
                "NASS-IMS-bundled authentication (TS 33.203 Annex R), where the operator allows it: the P-CSCF says which "
                        + "line the REGISTER came from, the HSS which is the user's.");

        stage.ladder.begin();
        for (var lie : List.of("ADSL;dsl-location=\"line-42\"", "ADSL;dsl-location=\"line-43\";network-provided", "")) {
            registersFrom("192.0.2.7", lie, his);
            assigned(ServerAssignmentType.AUTHENTICATION_FAILURE);
            stage.sbc.receives(403);
        }
    }

    @Test
    void by_the_address_that_the_access_network_gave() {
        var his = SipAuthDataItem.address(InetAddress.ofLiteral("192.0.2.9"));
        registersFrom("192.0.2.9", "", his);
        assigned(ServerAssignmentType.REGISTRATION);
        stage.sbc.receives(200);
        stage.ladder.draws(
                "register-giba",
                "Registration by the address that the access network gave",
                "GPRS-IMS-bundled authentication, \"early IMS\" (TS 33.203 Annex T), where the operator allows it: the "
                        + "address that the P-CSCF has seen is that which the HSS knows of the user.");

        stage.ladder.begin();
        registersFrom("192.0.2.10", "", his);
        assigned(ServerAssignmentType.AUTHENTICATION_FAILURE);
        stage.sbc.receives(403);

        var network = SipAuthDataItem.address(InetAddress.ofLiteral("2001:db8:1:2::1"));
        registersFrom("[2001:db8:1:2:3::4]", "", network);
        assigned(ServerAssignmentType.RE_REGISTRATION);
        stage.sbc.receives(200);
        registersFrom("[2001:db8:1:3::1]", "", network);
        assigned(ServerAssignmentType.AUTHENTICATION_FAILURE);
        stage.sbc.receives(403);
    }

    @Test
    void an_unknown_user_is_refused() {
        stage.sbc.sends(alice.register(), stage.cscf());
        stage.hss.receives(UserAuthorizationRequest.class).answers(Cx.unauthorized(ThreeGppResult.USER_UNKNOWN));
        var challenged = stage.sbc.receives(401);
        stage.sbc.sends(alice.register(alice.passwordAnswer(challenged), 600).build(), stage.cscf());
        stage.hss.receives(UserAuthorizationRequest.class).answers(Cx.unauthorized(ThreeGppResult.USER_UNKNOWN));
        stage.sbc.receives(403);
        stage.ladder.draws(
                "register-unknown",
                "Registration of somebody who does not exist",
                "From outside it looks like a wrong password: the challenge can be answered by nobody.");
    }

    @Test
    void an_hss_that_does_not_answer_is_504_and_the_next_registration_works() {
        stage.sbc.sends(alice.register(), stage.cscf());
        stage.hss.receives(UserAuthorizationRequest.class);
        stage.sbc.receives(504);
        stage.ladder.draws(
                "register-hss-away",
                "Registration while the HSS does not answer",
                "A store that is away is 504, never an authentication failure.");

        stage.ladder.begin();
        registers(alice.passwordAnswer(challenged()), 600);
        assigned(ServerAssignmentType.REGISTRATION);
        stage.sbc.receives(200);
    }

    @Test
    void a_scscf_that_fails_is_replaced() {
        stage.sbc.sends(alice.register(), stage.cscf());
        stage.hss.receives(UserAuthorizationRequest.class).answers(Cx.assigned(Stage.IM));
        stage.im.receives(REGISTER).replies(503);
        var again = stage.hss.receives(UserAuthorizationRequest.class);
        assertThat(again.request().type()).contains(UserAuthorizationType.REGISTRATION_AND_CAPABILITIES);
        again.answers(Cx.capabilities());
        stage.hss.receives(MultimediaAuthRequest.class).answers(Cx.digest(Stage.HOME, alice.ha1()));
        stage.sbc.receives(401);
        stage.ladder.draws(
                "register-scscf-away",
                "Registration while the user's S-CSCF is away",
                "IM stands for the S-CSCF that the HSS names. Capabilities are asked for, and the next one that has them "
                        + "takes the user (TS 24.229 §5.3.1.3, TS 29.228 §6.1.1).");
    }

    @Test
    void an_interval_that_is_too_brief_is_told_so() {
        registers(alice.passwordAnswer(challenged()), 5);
        assertThat(stage.sbc.receives(423).number(HeaderName.MIN_EXPIRES)).contains(60);
        stage.ladder.ends();
    }

    @Test
    void application_servers_hear_of_registrations() {
        alice.data.registrar(50, Stage.IM);
        registers(alice.passwordAnswer(challenged()), 600);
        assigned(ServerAssignmentType.REGISTRATION);
        stage.sbc.receives(200);
        var third = stage.im.receives(REGISTER);
        assertThat(third.request().to().uri()).isEqualTo(alice.impu);
        assertThat(third.request().number(HeaderName.EXPIRES).orElseThrow()).isBetween(1, 600);
        third.replies(200);
        stage.ladder.draws(
                "register-third-party",
                "Third-party registration",
                "An initial filter criterion for REGISTER tells the application server (TS 24.229 §5.4.1.7).");
    }

    @Test
    void a_phone_that_goes_takes_its_registration_along() {
        alice.data.registrar(50, Stage.IM);
        alice.registered();
        stage.im.receives(REGISTER).replies(200);
        stage.ladder.begin();

        registers(alice.passwordAnswer(challenged()), 0);
        assigned(ServerAssignmentType.USER_DEREGISTRATION);
        stage.sbc.receives(200);
        var third = stage.im.receives(REGISTER);
        assertThat(third.request().number(HeaderName.EXPIRES)).contains(0);
        third.replies(200);
        stage.ladder.draws("deregister", "De-registration by the phone", "TS 24.229 §5.4.1.4, TS 29.228 §6.1.2.");
    }

    @Test
    void what_is_no_sip_is_answered_and_the_next_request_works() {
        var broken = "REGISTER sip:x SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKx;rport\r\n"
                + "From: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: broken\r\nCSeq: nonsense\r\n\r\n";
        stage.sbc.sendsRaw("garbage", "\u0000\u0001".getBytes(StandardCharsets.US_ASCII), stage.cscf());
        assertThat(stage.sbc.asksRaw(broken.getBytes(StandardCharsets.US_ASCII), stage.cscf()))
                .startsWith("SIP/2.0 400 ");
        challenged();
    }
}
