package io.carillon.node.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.Http;
import io.carillon.node.TestNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The admin port of a real node, called over HTTP. */
class AdminDoorTest {
    private static final String THINGS = "/api/v1/things";
    private static final String BELL = "{\"name\":\"bell\",\"size\":3}";

    @TempDir
    static Path data;

    static ConfigurableApplicationContext node;
    static Http nobody;

    @BeforeAll
    static void start() {
        node = TestNode.start(data, Map.of());
        nobody = Http.to(node);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void health_is_open_and_shows_no_details() {
        HttpResponse<String> health = nobody.get("/actuator/health");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("UP").doesNotContain("components");
        assertThat(nobody.get("/actuator/health/functional").statusCode()).isEqualTo(200);
        assertThat(nobody.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void a_viewer_sees_what_health_is_made_of() {
        assertThat(as(AdminRole.VIEWER).get("/actuator/health").body())
                .contains("components")
                .contains("zookeeper");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                THINGS,
                "/actuator",
                "/actuator/prometheus",
                "/actuator/metrics",
                "/actuator/env",
                "/v3/api-docs",
                "/no/such/page"
            })
    void everything_else_is_closed(String path) {
        HttpResponse<String> refusal = nobody.get(path);

        assertThat(refusal.statusCode()).isEqualTo(401);
        assertThat(refusal.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refusal.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
        assertThat(refusal.body()).contains("./ims token");
    }

    @Test
    void an_operator_changes_the_level_of_a_logger_while_the_node_runs() {
        String logger = "/actuator/loggers/io.carillon.example";
        assertThat(as(AdminRole.VIEWER)
                        .send("POST", logger, "{\"configuredLevel\":\"DEBUG\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(as(AdminRole.OPERATOR)
                        .send("POST", logger, "{\"configuredLevel\":\"DEBUG\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(as(AdminRole.VIEWER).get(logger).body()).contains("\"effectiveLevel\":\"DEBUG\"");
    }

    @Test
    void an_operator_chooses_what_is_traced() {
        assertThat(as(AdminRole.OPERATOR)
                        .send("PUT", "/api/v1/tracing", "{\"share\":0.5,\"subscribers\":[\"sip:alice@home\"]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(as(AdminRole.VIEWER).get("/api/v1/tracing").body())
                .isEqualTo("{\"share\":0.5,\"subscribers\":[\"sip:alice@home\"]}");
        assertThat(as(AdminRole.OPERATOR)
                        .send("PUT", "/api/v1/tracing", "{\"share\":2}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(as(AdminRole.OPERATOR).send("PUT", "/api/v1/tracing", "{}").body())
                .contains("\"share\":1.0");
    }

    @Test
    void a_viewer_reads_and_no_more() {
        assertThat(as(AdminRole.VIEWER).get(THINGS).statusCode()).isEqualTo(200);
        HttpResponse<String> refusal = as(AdminRole.VIEWER).send("POST", THINGS, BELL);

        assertThat(refusal.statusCode()).isEqualTo(403);
        assertThat(refusal.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refusal.body()).contains("operator or admin");
    }

    @Test
    void an_operator_changes_and_an_admin_does_what_is_marked() {
        assertThat(as(AdminRole.OPERATOR).send("POST", THINGS, BELL).body()).isEqualTo(BELL);
        assertThat(as(AdminRole.OPERATOR).send("DELETE", THINGS + "/bell", "").statusCode())
                .isEqualTo(403);
        assertThat(as(AdminRole.ADMIN).send("DELETE", THINGS + "/bell", "").statusCode())
                .isEqualTo(200);
        assertThat(as(AdminRole.ADMIN).get(THINGS).statusCode()).isEqualTo(200);
    }

    @Test
    void a_token_without_roles_opens_nothing() {
        String token = AdminToken.mint(TestNode.SECRET, "nobody", Set.of(), Duration.ofHours(1));

        assertThat(nobody.with(token).get(THINGS).statusCode()).isEqualTo(403);
    }

    @Test
    void an_expired_a_foreign_and_a_tampered_token_are_refused() {
        Clock past = Clock.fixed(Instant.now().minus(Duration.ofHours(3)), ZoneOffset.UTC);
        String expired = AdminToken.mint(TestNode.SECRET, "op", Set.of(AdminRole.ADMIN), Duration.ofHours(1), past);
        String foreign = AdminToken.mint(AdminSecret.generate(), "op", Set.of(AdminRole.ADMIN), Duration.ofHours(1));
        String viewer = AdminToken.mint(TestNode.SECRET, "op", Set.of(AdminRole.VIEWER), Duration.ofHours(1));

        assertThat(nobody.with(expired).get(THINGS).statusCode()).isEqualTo(401);
        assertThat(nobody.with(foreign).get(THINGS).statusCode()).isEqualTo(401);
        assertThat(nobody.with(promoted(viewer)).get(THINGS).statusCode()).isEqualTo(401);
        assertThat(nobody.with(unsigned()).get(THINGS).statusCode()).isEqualTo(401);
        assertThat(nobody.with("rubbish").get(THINGS).body()).contains("not valid here");
    }

    private static String promoted(String token) {
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1])).replace("viewer", "admin");
        return parts[0] + "." + base64(claims) + "." + parts[2];
    }

    private static String unsigned() {
        return base64("{\"alg\":\"none\"}") + "."
                + base64("{\"iss\":\"carillon\",\"roles\":[\"admin\"],\"exp\":4102444800}") + ".";
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes());
    }

    @Test
    void a_bad_request_is_told_what_is_wrong_with_it() {
        Http operator = as(AdminRole.OPERATOR);

        assertProblem(operator.send("POST", THINGS, "{\"name\":\"\",\"size\":-1}"), 400, "name must not be blank");
        assertProblem(operator.send("POST", THINGS, "{\"name\":"), 400, "cannot be read");
        assertProblem(operator.send("PUT", THINGS, BELL), 405, "PUT");
        assertProblem(operator.get(THINGS + "/numbered/-1"), 400, "below nought");
        assertProblem(operator.get(THINGS + "/numbered/x"), 400, "number");
        assertProblem(operator.get("/no/such/page"), 404, "/no/such/page");
    }

    @Test
    void a_failure_inside_tells_nothing_of_the_inside() {
        HttpResponse<String> failure = as(AdminRole.VIEWER).get(THINGS + "/broken");

        assertProblem(failure, 500, "its log says why");
        assertThat(failure.body()).doesNotContain("secret detail").doesNotContain("Exception");
    }

    private static void assertProblem(HttpResponse<String> response, int status, String detail) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).contains(detail);
    }

    @Test
    void metrics_carry_the_name_of_the_node() {
        assertThat(as(AdminRole.VIEWER).get("/actuator/prometheus").body())
                .contains("node=\"bell-1\"")
                .contains("role=\"bell\"")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void the_interface_describes_itself_and_the_token_it_wants() {
        assertThat(as(AdminRole.VIEWER).get("/v3/api-docs").body())
                .contains("Carillon bell")
                .contains(THINGS)
                .contains("{\"name\":\"name\",\"in\":\"path\",\"description\":\"as the list has it\",\"required\":true")
                .contains("\"scheme\":\"bearer\"");
    }

    private static Http as(AdminRole role) {
        return nobody.with(AdminToken.mint(TestNode.SECRET, "tester", Set.of(role), Duration.ofHours(1)));
    }
}
