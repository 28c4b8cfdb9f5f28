package io.carillon.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lab's PCF and NRF, spoken to as a P-CSCF does: HTTP/2 with prior knowledge, with the NRF's token. */
class N5Test {
    private static final String CONTEXT = """
            {"ascReqData":{"notifUri":"http://127.0.0.1:9/n","ueIpv4":"10.0.0.1","gpsi":"msisdn-15550100",\
            "medComponents":{"1":{"medCompN":1,"medType":"%s","fStatus":"ENABLED"}}}}""";
    private static final CloseableHttpAsyncClient HTTP2 =
            H2AsyncClientBuilder.create().build();
    private static LabNode lab;
    private static String token = "";

    @BeforeAll
    static void start() throws Exception {
        HTTP2.start();
        lab = LabNode.start("carillon.lab.pcrf.refused-media=video");
        token = token("npcf-policyauthorization");
    }

    private static String token(String scope) throws Exception {
        var given = ask(
                "POST",
                lab.uri("/oauth2/token").toString(),
                "grant_type=client_credentials&nfInstanceId=a&nfType=PCSCF&targetNfType=PCF&scope=" + scope,
                "application/x-www-form-urlencoded");
        return given.getCode() == 200 ? json(given).path("access_token").asString() : "";
    }

    @AfterEach
    void nothing_is_left() {
        assertThat(lab.get("/api/v1/n5-sessions").body()).isEqualTo("[]");
    }

    @AfterAll
    static void stop() throws Exception {
        HTTP2.close();
        lab.close();
    }

    private static SimpleHttpResponse ask(String method, String uri, String json, String type) throws Exception {
        var request = SimpleRequestBuilder.create(method).setUri(uri);
        if (uri.contains("/npcf-") && !token.isEmpty()) {
            request.addHeader("Authorization", "Bearer " + token);
        }
        if (!json.isEmpty()) {
            request.setBody(json.getBytes(StandardCharsets.UTF_8), ContentType.create(type));
        }
        return HTTP2.execute(request.build(), null).get(10, TimeUnit.SECONDS);
    }

    private static SimpleHttpResponse post(String uri, String json) throws Exception {
        return ask("POST", uri, json, "application/json");
    }

    private static JsonNode json(SimpleHttpResponse response) {
        return JsonMapper.shared().readTree(response.getBodyText());
    }

    /** Found as TS 29.510 §5.3.2.2 has it. */
    private static String policyFunction() throws Exception {
        var found = ask(
                "GET",
                lab.uri("/nnrf-disc/v1/nf-instances?target-nf-type=PCF&requester-nf-type=PCSCF")
                        .toString(),
                "",
                "");
        assertThat(found.getCode()).isEqualTo(200);
        assertThat(found.getVersion()).isEqualTo(HttpVersion.HTTP_2);
        var service = json(found).path("nfInstances").path(0).path("nfServices").path(0);
        var point = service.path("ipEndPoints").path(0);
        return "http://" + point.path("ipv4Address").asString() + ":"
                + point.path("port").asInt() + "/" + service.path("serviceName").asString() + "/v1/app-sessions";
    }

    @Test
    void a_session_is_made_changed_and_ended() throws Exception {
        var made = post(policyFunction(), CONTEXT.formatted("AUDIO"));
        assertThat(made.getCode()).isEqualTo(201);
        var session = made.getFirstHeader("Location").getValue();
        var patch = "{\"ascReqData\":{\"medComponents\":{\"1\":{\"fStatus\":\"DISABLED\"}}}}";
        assertThat(ask("PATCH", session, patch, "application/merge-patch+json").getCode())
                .isEqualTo(200);
        var audio = json(ask("GET", session, "", ""))
                .path("ascReqData")
                .path("medComponents")
                .path("1");
        assertThat(audio.path("fStatus").asString()).isEqualTo("DISABLED");
        assertThat(audio.path("medType").asString()).isEqualTo("AUDIO");
        assertThat(LabNode.json(lab.get("/api/v1/n5-sessions"))).hasSize(1);
        assertThat(post(session + "/delete", "{}").getCode()).isEqualTo(204);
        assertThat(post(session + "/delete", "{}").getCode()).isEqualTo(404);
        var lost = ask("PATCH", session, patch, "application/merge-patch+json");
        assertThat(lost.getCode()).isEqualTo(404);
        assertThat(json(lost).path("cause").asString()).isEqualTo("APPLICATION_SESSION_CONTEXT_NOT_FOUND");
    }

    @Test
    void what_the_policy_refuses_and_what_is_no_context() throws Exception {
        var refused = post(policyFunction(), CONTEXT.formatted("VIDEO"));
        assertThat(refused.getCode()).isEqualTo(403);
        assertThat(json(refused).path("cause").asString()).isEqualTo("REQUESTED_SERVICE_NOT_AUTHORIZED");
        assertThat(post(policyFunction(), "{}").getCode()).isEqualTo(400);
    }

    @Test
    void without_the_nrfs_token_for_this_service_nobody_is_served() throws Exception {
        assertThat(token("nsmf-pdusession")).as("of another service").isEmpty();
        var own = token;
        for (var bad : List.of("", "x", own.substring(0, own.length() - 2), own.replaceFirst("\\..*\\.", ".e30."))) {
            token = bad;
            var refused = post(policyFunction(), CONTEXT.formatted("AUDIO"));
            assertThat(refused.getCode()).as(bad).isEqualTo(401);
            assertThat(refused.getFirstHeader("WWW-Authenticate").getValue()).startsWith("Bearer ");
        }
        token = own;
    }

    /** What is of one flow of signalling names it, what is of a call is of all its flows. */
    @Test
    void a_function_hears_that_bearers_are_lost() throws Exception {
        try (var function = new ListeningFunction(null)) {
            var here = CONTEXT.replace("http://127.0.0.1:9/n", function.uri());
            assertThat(lossOf(here.formatted("AUDIO"), function))
                    .startsWith("/n/notify ")
                    .contains("FAILED_RESOURCES_ALLOCATION", "/events-subscription")
                    .doesNotContain("flows");
            var signalling = here.replaceFirst(
                    "\"medComponents\".*",
                    "\"medComponents\":{\"0\":{\"medCompN\":0,\"medSubComps\":{\"0\":{\"fNum\":0,"
                            + "\"flowUsage\":\"AF_SIGNALLING\"}}}}}}");
            var told = lossOf(signalling, function);
            var flow = JsonMapper.shared()
                    .readTree(told.substring(told.indexOf('{')))
                    .path("evNotifs")
                    .path(0)
                    .path("flows")
                    .path(0);
            assertThat(flow.path("medCompN").asInt(-1)).isZero();
            assertThat(flow.path("fNums").path(0).asInt(-1)).isZero();
        }
    }

    private static String lossOf(String context, ListeningFunction function) throws Exception {
        var session = post(policyFunction(), context).getFirstHeader("Location").getValue();
        var id = session.substring(session.lastIndexOf('/') + 1);
        var told = LabNode.json(lab.post("/api/v1/n5-sessions/" + id + "/bearer-loss", ""));
        assertThat(told.path("status").asInt()).isEqualTo(204);
        assertThat(post(session + "/delete", "{}").getCode()).isEqualTo(204);
        return function.heard.take();
    }

    @Test
    void a_phone_without_its_border_is_made_to_find_another() throws Exception {
        var where = policyFunction() + "/pcscf-restoration";
        assertThat(post(where, "{\"ueIpv4\":\"10.0.0.1\"}").getCode()).isEqualTo(204);
        assertThat(post(where, "{}").getCode()).isEqualTo(400);
    }

    @Test
    void a_function_registers_and_its_heart_beats() throws Exception {
        var ours = lab.uri("/nnrf-nfm/v1/nf-instances/4947a69a-f61b-4bc1-b9da-47c9c5d14b64")
                .toString();
        var beat = "[{\"op\":\"replace\",\"path\":\"/nfStatus\",\"value\":\"REGISTERED\"}]";
        assertThat(ask("PATCH", ours, beat, "application/json-patch+json").getCode())
                .isEqualTo(404);
        assertThat(ask("PUT", ours, "{\"nfType\":\"PCSCF\"}", "application/json")
                        .getCode())
                .isEqualTo(201);
        assertThat(ask("PATCH", ours, beat, "application/json-patch+json").getCode())
                .isEqualTo(204);
        assertThat(ask("DELETE", ours, "", "").getCode()).isEqualTo(204);
    }
}
