package io.carillon.cscf.ladder;

import static io.carillon.sip.message.Method.NOTIFY;
import static io.carillon.sip.message.Method.REGISTER;
import static io.carillon.sip.message.Method.SUBSCRIBE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cscf.reginfo.Told;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.DeregistrationReason;
import io.carillon.diameter.cx.ReasonCode;
import io.carillon.diameter.cx.RegistrationTerminationRequest;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.sip.message.HeaderName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registrations that the network ends (TS 24.229 §5.4.1.5, §5.4.1.7). */
class DeregistrationLadderTest {
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
        alice = new Subscriber(stage, "alice");
    }

    private void watched() {
        stage.sbc.sends(
                alice.request(SUBSCRIBE, alice.impu)
                        .append(HeaderName.EVENT, "reg")
                        .build(),
                stage.cscf());
        stage.sbc.receives(200);
        told();
    }

    private Told told() {
        var notify = stage.sbc.receives(NOTIFY);
        notify.replies(200);
        return Told.by(notify.request());
    }

    private void theHssHears() {
        var assignment = stage.hss.receives(ServerAssignmentRequest.class);
        assertThat(assignment.request().type()).isEqualTo(ServerAssignmentType.ADMINISTRATIVE_DEREGISTRATION);
        assignment.answers(Cx.done());
    }

    private void theServerHears() {
        var gone = stage.im.receives(REGISTER);
        assertThat(gone.request().number(HeaderName.EXPIRES)).contains(0);
        gone.replies(200);
    }

    @Test
    void by_the_operator() {
        alice.data.registrar(50, Stage.IM);
        alice.registered();
        stage.im.receives(REGISTER).replies(200);
        watched();
        stage.ladder.begin();
        var path = "/api/v1/registrations/" + URLEncoder.encode(alice.impu, StandardCharsets.UTF_8) + "?again=true";
        stage.ladder.note("CSCF", "DELETE /api/v1/registrations/IMPU by the operator");
        var reply = stage.ladder.meanwhile(() -> stage.operator().delete(path));
        theHssHears();
        assertThat(told().events(alice.impu)).containsExactly(Map.entry(alice.contact(1), "deactivated"));
        theServerHears();
        assertThat(reply.join().status()).isEqualTo(204);
        stage.ladder.draws(
                "deregister-operator",
                "De-registration by the operator",
                "Over REST (TS 24.229 §5.4.1.5): the HSS, the watchers and the application servers hear of it.");
    }

    @Test
    void because_an_application_server_is_gone() {
        alice.data.registrar(50, Stage.IM, 1);
        alice.registered();
        stage.im.receives(REGISTER).replies(200);
        watched();
        stage.ladder.begin();
        alice.registered();
        assertThat(told().events(alice.impu)).containsExactly(Map.entry(alice.contact(1), "refreshed"));
        stage.im.receives(REGISTER).replies(500);
        theHssHears();
        assertThat(told().events(alice.impu)).containsExactly(Map.entry(alice.contact(1), "probation"));
        theServerHears();
        stage.ladder.draws(
                "deregister-server-gone",
                "De-registration because an application server is gone",
                "Default handling SESSION_TERMINATED of the criterion for REGISTER (TS 24.229 §5.4.1.7): without the "
                        + "server there is no session, and the phone may try again after a while (\"probation\").");
    }

    @Test
    void by_the_hss_for_good() {
        alice.data.registrar(50, Stage.IM);
        alice.registered();
        stage.im.receives(REGISTER).replies(200);
        watched();
        stage.ladder.begin();
        var rtr = stage.hss.sends(
                "cscf-1." + Stage.HOME,
                RegistrationTerminationRequest.draft()
                        .set(BaseAvps.USER_NAME, alice.impi)
                        .set(CxAvps.DEREGISTRATION_REASON, DeregistrationReason.of(ReasonCode.PERMANENT_TERMINATION))
                        .build());
        assertThat(told().events(alice.impu)).containsExactly(Map.entry(alice.contact(1), "rejected"));
        theServerHears();
        assertThat(rtr.answered().result()).isEqualTo(BaseResult.SUCCESS);
        stage.ladder.draws(
                "deregister-hss",
                "De-registration by the HSS, for good",
                "PERMANENT_TERMINATION (TS 29.228 §6.1.3): \"rejected\" tells the phone not to come back.");
    }
}
