package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminToken;
import io.carillon.sip.message.HeaderName;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls that an operator sees, and ends. */
class SessionsApiTest extends GmTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static HttpResponse<String> send(String method, String query, AdminRole role) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + SBC.port() + "/api/v1/sessions" + query))
                .timeout(Duration.ofSeconds(20))
                .header(
                        "Authorization",
                        "Bearer " + AdminToken.mint(Sbc.SECRET, "test", Set.of(role), Duration.ofMinutes(5)))
                .method(method, BodyPublishers.noBody())
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<JsonNode> session(Peer phone) {
        var answer = send("GET", "?limit=1000", AdminRole.VIEWER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body())
                .path("sessions")
                .valueStream()
                .filter(each -> each.path("caller").asString().equals(phone.identity()))
                .findFirst();
    }

    private static int ends(String key, AdminRole role) {
        return send("DELETE", "?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8), role)
                .statusCode();
    }

    @Test
    void an_operator_sees_a_call_and_ends_it_to_both_sides() {
        var phone = registeredPhone();
        called(phone);
        var seen = session(phone).orElseThrow();
        assertThat(seen.path("callee").asString()).isEqualTo(BOB);
        assertThat(seen.path("fromPhone").asBoolean()).isTrue();
        assertThat(seen.path("border").asString()).isEqualTo("sbc-1");
        assertThat(seen.path("relay").asString())
                .isEqualTo(relay.node().addresses().get("ng"));
        assertThat(seen.path("codec").asString()).contains("PCMA");
        assertThat(seen.path("answered").isNull()).isFalse();

        var key = seen.path("key").asString();
        assertThat(ends(key, AdminRole.VIEWER)).isEqualTo(403);
        assertThat(ends(key, AdminRole.OPERATOR)).isEqualTo(202);
        var heard = phone.expect("BYE");
        assertThat(heard.first(HeaderName.REASON))
                .hasValueSatisfying(why -> assertThat(why).contains("ended by the operator"));
        phone.reply(heard, 200);
        core.reply(core.expect("BYE"), 200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(session(phone)).isEmpty());
        assertThat(ends(key, AdminRole.OPERATOR)).isEqualTo(404);
    }

    @Test
    void a_call_that_rings_is_seen_and_ends_by_itself() {
        var phone = registeredPhone();
        phone.send(invite(phone, sdp("10.0.0.1", 4000)), SBC.access());
        var invite = core.expect("INVITE");
        core.reply(invite, fromCore(invite, 180));
        phone.expect(180);
        // A call that rings is written a moment later, with others.
        var ringing = await().atMost(Duration.ofSeconds(10))
                .until(() -> session(phone), Optional::isPresent)
                .orElseThrow();
        assertThat(ringing.path("answered").isNull()).isTrue();
        assertThat(ends(ringing.path("key").asString(), AdminRole.OPERATOR)).isEqualTo(409);
        core.reply(invite, 486);
        phone.expect(486);
    }

    @Test
    void a_page_has_its_bounds() {
        assertThat(send("GET", "?limit=0", AdminRole.VIEWER).statusCode()).isEqualTo(400);
        assertThat(send("GET", "?limit=1001", AdminRole.VIEWER).statusCode()).isEqualTo(400);
        assertThat(send("GET", "?offset=-1", AdminRole.VIEWER).statusCode()).isEqualTo(400);
    }
}
