package io.carillon.hss.cx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.hss.HssNode;
import io.carillon.testkit.CxSchema;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Wildcarded public identities over Cx (TS 29.228 §6.1.2.1, §6.1.4.1; TS 23.003 §13.5). */
class WildcardTest {
    private static HssNode hss;
    private static Scscf scscf;

    @BeforeAll
    static void start() {
        hss = HssNode.shared();
        scscf = new Scscf("cscf-9", hss);
    }

    @AfterAll
    static void stop() {
        scscf.close();
    }

    @Test
    void one_service_identity_stands_for_many() {
        var ordered = hss.put("/api/v1/subscribers/rooms@rooms.home", """
                {"impus":[{"impu":"sip:room!-[0-9]+!@rooms.home","kind":"WILDCARDED_PSI"}],"password":"p"}""");
        assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(201);
        String room = "sip:room-17@rooms.home";
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(scscf.lir(room).result()).isEqualTo(ThreeGppResult.UNREGISTERED_SERVICE));
        assertThat(scscf.lir(room).wildcardedPublicIdentity()).contains("sip:room!-%5B0-9%5D+!@rooms.home");
        assertThat(scscf.lir("sip:room-x@rooms.home").result()).isEqualTo(ThreeGppResult.USER_UNKNOWN);

        var assigned = scscf.sar(Optional.empty(), List.of(room), ServerAssignmentType.UNREGISTERED_USER, false);
        assertThat(assigned.result()).isEqualTo(BaseResult.SUCCESS);
        assertThat(assigned.wildcardedPublicIdentity()).contains("sip:room!-%5B0-9%5D+!@rooms.home");
        assertThat(CxSchema.ours().fault(assigned.userData().orElseThrow())).isEmpty();
        assertThat(scscf.lir(room).serverName()).contains(Scscf.NAME);

        // Nobody registers with an identity that is only matched.
        assertThat(scscf.uar("rooms@rooms.home", room).result()).isEqualTo(ThreeGppResult.USER_UNKNOWN);
    }

    @Test
    void an_expression_is_checked_when_it_is_ordered() {
        for (String impu : List.of("sip:room@rooms.home", "sip:room![!@rooms.home", "sip:room!(!@rooms.home")) {
            var refused = hss.put(
                    "/api/v1/subscribers/bad@rooms.home",
                    "{\"impus\":[{\"impu\":\"" + impu + "\",\"kind\":\"WILDCARDED_PSI\"}],\"password\":\"p\"}");
            assertThat(refused.statusCode()).as(impu + refused.body()).isEqualTo(400);
            assertThat(refused.body()).contains("\"field\":\"impus[0]\"");
        }
    }

    @Test
    void a_profile_of_all_kinds_of_criteria_is_kept_whole() {
        String profile = """
                {"filterCriteria":[{"priority":1,"applicationServer":"sip:as.home","defaultHandling":"SESSION_TERMINATED",
                   "profilePart":"UNREGISTERED","serviceInfo":"x","register":{"request":true,"response":false},
                   "trigger":{"conjunctive":false,"triggers":[
                     {"group":0,"alsoIn":[1],"negated":false,"condition":{"type":"method","method":"REGISTER"},
                      "registrationTypes":["RE_REGISTRATION"]},
                     {"group":1,"negated":true,"condition":{"type":"session-case","sessionCase":"ORIGINATING_CDIV"}}]}}],
                 "sharedSets":[3],"mediaProfile":5}""";
        assertThat(hss.put("/api/v1/profiles/whole", profile).statusCode()).isEqualTo(202);
        hss.put(
                "/api/v1/subscribers/whole@rooms.home",
                "{\"impus\":[\"sip:whole@rooms.home\"],\"password\":\"p\",\"profile\":\"whole\"}");
        String document = scscf.sar("whole@rooms.home", "sip:whole@rooms.home", ServerAssignmentType.UNREGISTERED_USER)
                .userData()
                .orElseThrow();
        assertThat(CxSchema.ours().fault(document)).as(document).isEmpty();
        assertThat(document)
                .contains("<SharedIFCSetID>3<", "<SubscribedMediaProfileId>5<", "<ProfilePartIndicator>1<")
                .contains("<Group>0</Group><Group>1</Group>", "<RegistrationType>1<", "<ServiceInfo>x<");
        assertThat(hss.put("/api/v1/profiles/whole", profile.replace("\"group\":0", "\"group\":-1"))
                        .statusCode())
                .isEqualTo(400);
    }
}
