package io.carillon.hss.cx;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.hss.HssNode;
import io.carillon.testkit.CxSchema;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One subscription, several service profiles: an identity may have one of its own (TS 23.228 §5.2.1, TS 29.228 §B.2). */
class IdentityProfilesTest {
    private static final HssNode HSS = HssNode.shared();
    private static final String FAX = """
            {"filterCriteria":[{"priority":1,"applicationServer":"sip:fax.example","defaultHandling":"SESSION_CONTINUED",
              "trigger":{"conjunctive":false,"triggers":[
                {"group":0,"negated":false,"condition":{"type":"method","method":"REGISTER"}}]}}]}""";

    @Test
    void each_identity_comes_with_the_services_it_has() throws InterruptedException {
        var user = TestSubscriber.named();
        String fax = "sip:fax." + user.impu().substring("sip:".length());
        String order = """
                {"impus":["%s",{"impu":"%s","profile":"fax"},"%s"],"password":"x"}""".formatted(user.impu(), fax, user.tel());
        var unknown = HSS.put("/api/v1/subscribers/" + user.impi(), order.replace("\"fax\"", "\"nosuch\""));
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("nosuch");
        HSS.put("/api/v1/profiles/fax", FAX);
        assertThat(HSS.put("/api/v1/subscribers/" + user.impi(), order).statusCode())
                .isEqualTo(201);
        assertThat(HSS.get("/api/v1/subscribers/" + user.impi()).body()).contains("\"profile\":\"fax\"");

        try (var scscf = new Scscf("cscf-31", HSS)) {
            assertThat(scscf.lir(user.impu()).result()).isEqualTo(ThreeGppResult.UNREGISTERED_SERVICE);
            assertThat(scscf.lir(fax).result()).isEqualTo(ThreeGppResult.IDENTITY_NOT_REGISTERED);
            String data = scscf.sar(user.impi(), fax, ServerAssignmentType.REGISTRATION)
                    .userData()
                    .orElseThrow();
            assertThat(data.split("<ServiceProfile>")).hasSize(3).satisfies(parts -> {
                assertThat(parts[1])
                        .contains(user.impu(), user.tel(), "sip:tas.")
                        .doesNotContain(fax, "fax.example");
                assertThat(parts[2]).contains(fax, "sip:fax.example").doesNotContain(user.tel(), "sip:tas.");
            });
            assertThat(CxSchema.ours().fault(data)).isEmpty();

            HSS.put("/api/v1/profiles/fax", FAX.replace("fax.example", "copier.example"));
            var push = scscf.profiles.poll(10, TimeUnit.SECONDS);
            assertThat(push).isNotNull();
            assertThat(push.userData().orElseThrow()).contains("sip:copier.example", "sip:tas.");
        }
        assertThat(HSS.put("/api/v1/subscribers/" + user.impi(), order).statusCode())
                .isEqualTo(200);
    }
}
