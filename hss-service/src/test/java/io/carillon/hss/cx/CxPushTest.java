package io.carillon.hss.cx;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.ReasonCode;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.hss.HssNode;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the HSS tells an S-CSCF unasked (TS 29.228 §6.1.3, §6.2.2). */
class CxPushTest {
    private final HssNode hss = HssNode.shared();
    private Scscf scscf;

    @BeforeEach
    void connect() {
        scscf = new Scscf("cscf-7", hss);
    }

    @AfterEach
    void disconnect() {
        scscf.close();
    }

    @Test
    void a_removed_subscriber_is_deregistered_at_its_scscf() throws InterruptedException {
        var user = registered();
        assertThat(hss.delete("/api/v1/subscribers/" + user.impi()).statusCode())
                .isEqualTo(204);

        var termination = scscf.terminations.poll(10, TimeUnit.SECONDS);
        assertThat(termination).isNotNull();
        assertThat(termination.userName()).isEqualTo(user.impi());
        assertThat(termination.reason().code()).isEqualTo(ReasonCode.PERMANENT_TERMINATION);
        assertThat(scscf.uar(user.impi(), user.impu()).result()).isEqualTo(ThreeGppResult.USER_UNKNOWN);
        assertThat(hss.delete("/api/v1/subscribers/" + user.impi()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_deregistered_subscriber_may_register_anew() throws InterruptedException {
        var user = registered();
        var answer = hss.post("/api/v1/subscribers/" + user.impi() + "/deregister", "");
        assertThat(answer.body()).contains("\"confirmed\":true", Scscf.NAME);
        assertThat(scscf.terminations.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(scscf.uar(user.impi(), user.impu()).result()).isEqualTo(ThreeGppResult.FIRST_REGISTRATION);

        assertThat(hss.post("/api/v1/subscribers/" + user.impi() + "/deregister", "")
                        .body())
                .contains("\"confirmed\":true")
                .doesNotContain(Scscf.NAME);
        assertThat(hss.post("/api/v1/subscribers/nobody@home/deregister", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void another_node_of_the_cluster_is_told_when_the_first_is_gone() throws InterruptedException {
        var user = registered();
        scscf.close();
        scscf = new Scscf("cscf-8", hss);
        hss.post("/api/v1/subscribers/" + user.impi() + "/deregister", "");
        assertThat(scscf.terminations.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(ReasonCode.class)
    void an_operator_deregisters_for_each_reason(ReasonCode reason) throws InterruptedException {
        var user = registered();
        var answer = hss.post("/api/v1/subscribers/" + user.impi() + "/deregister?reason=" + reason, "");
        assertThat(answer.body()).contains("\"confirmed\":true");
        var termination = scscf.terminations.poll(10, TimeUnit.SECONDS);
        assertThat(termination).isNotNull();
        assertThat(termination.reason().code()).isEqualTo(reason);
    }

    @Test
    void a_changed_profile_is_pushed_and_one_that_is_stored_again_is_not() throws InterruptedException {
        var user = registered();
        String profile = """
                {"filterCriteria":[{"priority":1,"applicationServer":"sip:other.example",
                  "defaultHandling":"SESSION_TERMINATED","trigger":{"conjunctive":false,"triggers":[
                    {"group":0,"negated":false,"condition":{"type":"request-uri","uri":"sip:.*"}}]}}]}""";
        assertThat(hss.put("/api/v1/profiles/other", profile).statusCode()).isEqualTo(202);
        assertThat(hss.get("/api/v1/profiles").body()).contains("default", "other");
        assertThat(hss.get("/api/v1/profiles/other").body()).contains("sip:other.example");

        var assigned = hss.put("/api/v1/subscribers/" + user.impi() + "/profile", "{\"profile\":\"other\"}");
        assertThat(assigned.body()).contains("\"confirmed\":true");
        assertThat(pushed()).contains("<ServerName>sip:other.example</ServerName>");

        assertThat(hss.put("/api/v1/profiles/other", profile).statusCode()).isEqualTo(202);
        hss.put("/api/v1/profiles/other", profile.replace("other.example", "third.example"));
        assertThat(pushed()).contains("<ServerName>sip:third.example</ServerName>");
        assertThat(scscf.sar(user.impi(), user.impu(), ServerAssignmentType.NO_ASSIGNMENT)
                        .userData()
                        .orElseThrow())
                .contains("third.example");
    }

    private String pushed() throws InterruptedException {
        var push = scscf.profiles.poll(10, TimeUnit.SECONDS);
        assertThat(push).isNotNull();
        return push.userData().orElseThrow();
    }

    private TestSubscriber registered() {
        var user = TestSubscriber.withAka(hss);
        scscf.mar(user.impi(), user.impu());
        scscf.sar(user.impi(), user.impu(), ServerAssignmentType.REGISTRATION);
        return user;
    }
}
