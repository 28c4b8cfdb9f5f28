package io.carillon.lab;

import static io.carillon.lab.ApplicationFunction.aar;
import static io.carillon.lab.ApplicationFunction.media;
import static io.carillon.lab.ApplicationFunction.str;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.rx.AaAnswer;
import io.carillon.diameter.rx.AbortCause;
import io.carillon.diameter.rx.FlowStatus;
import io.carillon.diameter.rx.IpCanType;
import io.carillon.diameter.rx.MediaComponentDescription;
import io.carillon.diameter.rx.MediaType;
import io.carillon.diameter.rx.SpecificAction;
import io.carillon.node.NodeIdentity;
import io.carillon.node.directory.NodeDirectory;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rx over real connections. */
class RxTest {
    private static final MediaComponentDescription AUDIO = media(1, MediaType.AUDIO, FlowStatus.ENABLED);
    private static final MediaComponentDescription VIDEO = media(2, MediaType.VIDEO, FlowStatus.ENABLED);
    private static LabNode lab;
    private static ApplicationFunction sbc;

    private final String alice = "sip:alice-" + UUID.randomUUID() + "@example.org";
    private final String session = sbc.newSessionId();

    @BeforeAll
    static void start() {
        lab = LabNode.start();
        sbc = new ApplicationFunction(lab);
    }

    @AfterAll
    static void stop() {
        sbc.close();
        lab.close();
    }

    @AfterEach
    void allowAll() {
        lab.put("/api/v1/policy", "{}");
        sbc.answers = BaseResult.SUCCESS;
        sbc.sends(str(session));
    }

    @Test
    void a_session_is_authorised_shown_and_ended() {
        AaAnswer answer = sbc.sends(aar(session, alice, AUDIO));
        assertThat(answer.result()).isEqualTo(BaseResult.SUCCESS);
        assertThat(answer.ipCanType()).contains(IpCanType.THREE_GPP_EPS);

        JsonNode shown = shown();
        assertThat(shown.path("sessionId").asString()).isEqualTo(session);
        assertThat(shown.path("subscribers").path(0).asString()).isEqualTo(alice);
        assertThat(shown.path("subscribed").toString()).contains("INDICATION_OF_LOSS_OF_BEARER");
        assertThat(shown.path("media").toString())
                .isEqualTo(("[{'number':1,'type':'AUDIO','status':'ENABLED','uplinkBitsPerSecond':64000,"
                                + "'downlinkBitsPerSecond':null,'codecs':[],'flows':[{'number':1,"
                                + "'usage':'NO_INFORMATION','status':null,"
                                + "'descriptions':['permit in 17 from 10.0.0.1 to 10.0.0.2 40000']}]}]")
                        .replace('\'', '"'));
        assertThat(LabNode.json(
                        lab.get("/api/v1/rx-sessions/" + shown.path("id").asString())))
                .isEqualTo(shown);

        assertThat(sbc.sends(str(session)).result()).isEqualTo(BaseResult.SUCCESS);
        assertThat(lab.get("/api/v1/rx-sessions?sessionId=" + session.replace(";", "%3B"))
                        .body())
                .isEqualTo("[]");
        assertThat(sbc.sends(str(session)).result()).isEqualTo(BaseResult.UNKNOWN_SESSION_ID);
    }

    @Test
    void a_modification_adds_and_takes_away_media() {
        sbc.sends(aar(session, alice, AUDIO));
        sbc.sends(aar(session, alice, VIDEO));
        assertThat(shown().path("media")).hasSize(2);
        sbc.sends(aar(session, alice, media(1, MediaType.AUDIO, FlowStatus.REMOVED)));
        assertThat(shown().path("media")).hasSize(1);
        assertThat(shown().path("media").path(0).path("type").asString()).isEqualTo("VIDEO");
    }

    @Test
    void video_is_refused_and_what_would_do_is_told() {
        lab.put("/api/v1/policy", "{\"refusedMedia\": [\"VIDEO\"]}");
        AaAnswer refused = sbc.sends(aar(session, alice, AUDIO, VIDEO));
        assertThat(refused.result()).isEqualTo(ThreeGppResult.REQUESTED_SERVICE_NOT_AUTHORIZED);
        assertThat(refused.acceptableServiceInfo().orElseThrow().mediaComponents())
                .containsExactly(AUDIO);
        assertThat(sbc.sends(aar(session, alice, AUDIO)).result()).isEqualTo(BaseResult.SUCCESS);
        AaAnswer only = sbc.sends(aar(session, alice, VIDEO));
        assertThat(only.result()).isEqualTo(ThreeGppResult.REQUESTED_SERVICE_NOT_AUTHORIZED);
        assertThat(only.acceptableServiceInfo()).isEmpty();
        assertThat(shown().path("media")).hasSize(1);
    }

    @Test
    void a_subscriber_is_refused_or_has_no_bearer() {
        String bob = alice.replace("alice", "bob");
        lab.put(
                "/api/v1/policy",
                "{\"refusedSubscribers\": [\"%s\"], \"detachedSubscribers\": [\"%s\"]}"
                        .formatted(alice.replace("example", "EXAMPLE"), bob));
        assertThat(sbc.sends(aar(session, alice, AUDIO)).result())
                .isEqualTo(ThreeGppResult.REQUESTED_SERVICE_NOT_AUTHORIZED);
        assertThat(sbc.sends(aar(session, bob, AUDIO)).result()).isEqualTo(ThreeGppResult.IP_CAN_SESSION_NOT_AVAILABLE);
        assertThat(LabNode.json(lab.get("/api/v1/policy"))
                        .path("refusedSubscribers")
                        .path(0)
                        .asString())
                .isEqualTo(alice);
        assertThat(lab.get("/api/v1/rx-sessions?subscriber=" + alice).body()).isEqualTo("[]");
    }

    @Test
    void a_lost_bearer_is_reported_with_its_flows() throws InterruptedException {
        sbc.sends(aar(session, alice, AUDIO));
        HttpResponse<String> told = post("bearer-loss", "");
        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(LabNode.json(told).path("result").asLong()).isEqualTo(2001);
        var rar = sbc.reports.poll(20, TimeUnit.SECONDS);
        assertThat(rar).isNotNull();
        assertThat(rar.sessionId()).isEqualTo(session);
        assertThat(rar.specificActions()).containsExactly(SpecificAction.INDICATION_OF_LOSS_OF_BEARER);
        assertThat(rar.flows())
                .singleElement()
                .satisfies(flows -> assertThat(flows.mediaComponentNumber()).isEqualTo(1));
        assertThat(shown().path("media")).hasSize(1);
    }

    @Test
    void a_session_is_aborted_and_stays_until_it_is_terminated() throws InterruptedException {
        sbc.sends(aar(session, alice, AUDIO));
        assertThat(post("abort", "{\"cause\": \"INSUFFICIENT_BEARER_RESOURCES\"}")
                        .statusCode())
                .isEqualTo(200);
        var asr = sbc.aborts.poll(20, TimeUnit.SECONDS);
        assertThat(asr).isNotNull();
        assertThat(asr.abortCause()).isEqualTo(AbortCause.INSUFFICIENT_BEARER_RESOURCES);
        assertThat(shown().path("sessionId").asString()).isEqualTo(session);

        sbc.answers = BaseResult.UNKNOWN_SESSION_ID;
        assertThat(LabNode.json(post("abort", "")).path("result").asLong()).isEqualTo(5002);
        assertThat(lab.get("/api/v1/rx-sessions?subscriber=" + alice).body()).isEqualTo("[]");
    }

    @Test
    void a_function_that_is_gone_is_a_bad_gateway() {
        try (ApplicationFunction gone = new ApplicationFunction(lab)) {
            gone.sends(aar(session, alice, AUDIO));
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> lab.bean(DiameterServer.class).connected().size() == 1);
        HttpResponse<String> failed = post("abort", "");
        assertThat(failed.statusCode()).isEqualTo(502);
        assertThat(failed.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(lab.post("/api/v1/rx-sessions/rx-0/abort", "").statusCode()).isEqualTo(404);
    }

    @Test
    void the_node_is_found_and_healthy() {
        NodeIdentity self = lab.bean(NodeIdentity.class);
        int port = lab.bean(DiameterServer.class).address().getPort();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(lab.bean(NodeDirectory.class).find("lab", self.id()))
                        .hasValueSatisfying(
                                node -> assertThat(node.addresses()).containsEntry("diameter", "127.0.0.1:" + port)));
        assertThat(lab.get("/actuator/health/functional").statusCode()).isEqualTo(200);
        assertThat(lab.get("/v3/api-docs").body()).contains("/api/v1/rx-sessions/{id}/abort", "/api/v1/policy");
        assertThat(lab.get("/actuator/prometheus").body()).contains("carillon_rx_sessions");
    }

    @Test
    void noise_on_the_port_disturbs_nobody() throws IOException {
        int port = lab.bean(DiameterServer.class).address().getPort();
        try (Socket stranger = new Socket("127.0.0.1", port)) {
            stranger.getOutputStream().write("INVITE sip:lab SIP/2.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(sbc.sends(aar(session, alice, AUDIO)).result()).isEqualTo(BaseResult.SUCCESS);
        assertThat(lab.put("/api/v1/policy", "{\"refusedMedia\": [\"SMELL\"]}").statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> post(String what, String json) {
        return lab.post("/api/v1/rx-sessions/" + shown().path("id").asString() + "/" + what, json);
    }

    private JsonNode shown() {
        JsonNode sessions = LabNode.json(lab.get("/api/v1/rx-sessions?subscriber=" + alice));
        assertThat(sessions).hasSize(1);
        return sessions.path(0);
    }
}
