package io.carillon.cscf;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cscf.scscf.Bindings;
import io.carillon.diameter.Octets;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.MultimediaAuthRequest;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.diameter.cx.SipAuthDataItem;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import io.carillon.identity.Impu;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipResponse;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registration at I-CSCF and S-CSCF (TS 24.229 §5.3.1, §5.4.1). */
class RegisterLadderTest {
    private static Core core;
    private Phone alice;

    @BeforeAll
    static void start() {
        core = new Core();
    }

    @AfterAll
    static void stop() throws Exception {
        core.close();
    }

    @BeforeEach
    void begin() {
        core.hss.scripted();
        core.ladder.begin();
        alice = new Phone(core, "alice");
    }

    private SipResponse challenged() {
        core.sbc.sends(alice.register(alice.unanswered(), 600).build(), core.address());
        core.hss.receives(UserAuthorizationRequest.class).answers(Cx.capabilities());
        core.hss.receives(MultimediaAuthRequest.class).answers(Cx.digest(Core.HOME, alice.ha1()));
        return core.sbc.receives(401);
    }

    @Test
    void with_a_password() {
        var challenged = challenged();
        core.sbc.sends(alice.register(alice.answer(challenged), 600).build(), core.address());
        core.hss.receives(UserAuthorizationRequest.class).answers(Cx.capabilities());
        var assignment = core.hss.receives(ServerAssignmentRequest.class);
        assertThat(assignment.request().type()).isEqualTo(ServerAssignmentType.REGISTRATION);
        assertThat(assignment.request().serverName()).isEqualTo(Core.SCSCF);
        assignment.answers(Cx.profile(alice.profile.xml()));
        var ok = core.sbc.receives(200);

        assertThat(ok.first(HeaderName.SERVICE_ROUTE)).contains("<sip:orig@scscf." + Core.HOME + ";lr>");
        assertThat(ok.all(HeaderName.P_ASSOCIATED_URI)).containsExactly("<" + alice.impu + ">", "<" + alice.tel + ">");
        assertThat(ok.all(HeaderName.PATH)).containsExactly(alice.path());
        assertThat(ok.first(HeaderName.CONTACT).orElseThrow()).startsWith("<" + alice.contactUri() + ">;expires=");
        assertThat(ok.first(HeaderName.AUTHENTICATION_INFO).orElseThrow()).contains("rspauth=");
        core.ladder.draws(
                "register-digest",
                "Registration with a password",
                "SIP digest (TS 33.203 Annex N, TS 24.229 §5.4.1.2). The binding is in Redis before the 200 leaves.");
    }

    @Test
    void with_a_usim() {
        core.sbc.sends(alice.register(alice.unanswered(), 600).build(), core.address());
        core.hss.receives(UserAuthorizationRequest.class).answers(Cx.capabilities());
        core.hss.receives(MultimediaAuthRequest.class).answers(Cx.vector(alice.vector()));
        var challenged = core.sbc.receives(401);
        assertThat(challenged.first(HeaderName.WWW_AUTHENTICATE).orElseThrow())
                .contains("algorithm=AKAv1-MD5", "ck=", "ik=");

        core.sbc.sends(alice.register(alice.akaAnswer(challenged), 600).build(), core.address());
        core.hss.receives(UserAuthorizationRequest.class).answers(Cx.capabilities());
        core.hss.receives(ServerAssignmentRequest.class).answers(Cx.profile(alice.profile.xml()));
        core.sbc.receives(200);
        core.ladder.draws(
                "register",
                "Registration with a USIM",
                "IMS AKA (TS 33.203 §6.1, TS 24.229 §5.3.1, §5.4.1). The P-CSCF takes ck and ik out of the 401.");
    }

    @Test
    void a_usim_that_has_seen_the_sqn_makes_the_hss_resynchronise() {
        core.sbc.sends(alice.register(alice.unanswered(), 600).build(), core.address());
        core.hss.receives(UserAuthorizationRequest.class).answers(Cx.capabilities());
        core.hss.receives(MultimediaAuthRequest.class).answers(Cx.vector(alice.staleVector()));
        var challenged = core.sbc.receives(401);

        core.sbc.sends(alice.register(alice.akaAnswer(challenged), 600).build(), core.address());
        core.hss.receives(UserAuthorizationRequest.class).answers(Cx.capabilities());
        var resync = core.hss.receives(MultimediaAuthRequest.class);
        var randAuts =
                resync.request().authData().authorization().map(Octets::toArray).orElseThrow();
        assertThat(resync.request().authData().scheme()).contains(SipAuthDataItem.AKA);
        assertThat(randAuts).hasSize(30);
        resync.answers(
                Cx.vector(alice.resynchronised(Arrays.copyOf(randAuts, 16), Arrays.copyOfRange(randAuts, 16, 30))));
        var again = core.sbc.receives(401);

        core.sbc.sends(alice.register(alice.akaAnswer(again), 600).build(), core.address());
        core.hss.receives(UserAuthorizationRequest.class).answers(Cx.capabilities());
        core.hss.receives(ServerAssignmentRequest.class).answers(Cx.profile(alice.profile.xml()));
        core.sbc.receives(200);
        core.ladder.draws(
                "register-resync",
                "Registration of a USIM that is out of step",
                "AUTS goes to the HSS in a second MAR, which gives a vector with a fresh SQN (TS 33.102 §6.3.5, "
                        + "TS 29.228 §6.3).");
    }

    @Test
    void a_wrong_password_is_403_and_the_hss_is_told() {
        var challenged = challenged();
        core.sbc.sends(alice.register(alice.answer(challenged, "guess"), 600).build(), core.address());
        core.hss.receives(UserAuthorizationRequest.class).answers(Cx.capabilities());
        var assignment = core.hss.receives(ServerAssignmentRequest.class);
        assertThat(assignment.request().type()).isEqualTo(ServerAssignmentType.AUTHENTICATION_FAILURE);
        assignment.answers(Cx.done());
        core.sbc.receives(403);
        core.ladder.ends();
        assertThat(core.bean(Bindings.class).find(Impu.parse(alice.impu))).isEmpty();
    }

    @Test
    void an_unknown_user_is_403() {
        core.sbc.sends(alice.register(alice.unanswered(), 600).build(), core.address());
        core.hss.receives(UserAuthorizationRequest.class).answers(Cx.unauthorized(ThreeGppResult.USER_UNKNOWN));
        core.sbc.receives(403);
        core.ladder.ends();
    }
}
