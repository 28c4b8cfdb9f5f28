package io.carillon.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.carillon.node.admin.AdminRole;
import io.carillon.node.directory.NodeInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is set while the nodes run: who did it when and why, and back again. */
class ConfigurationTest {
    private static final TestConsole console = TestConsole.start("--carillon.settings.root=/test-" + UUID.randomUUID());
    private static final String PATH = "/api/v1/configuration";

    @AfterAll
    static void stop() {
        console.close();
    }

    private static HttpResponse<String> send(AdminRole role, String method, String path, String json) {
        return new Browser(console.url())
                .send(method, PATH + path, json, "Authorization", "Bearer " + TestConsole.token(role));
    }

    private static JsonNode set(String name, String document, String note) {
        var answer = send(
                AdminRole.OPERATOR, "PUT", "/" + name, "{\"document\":%s,\"note\":\"%s\"}".formatted(document, note));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Browser.json(answer);
    }

    private static JsonNode get(String path) {
        var answer = send(AdminRole.VIEWER, "GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Browser.json(answer);
    }

    private static double share() {
        var tracing = new Browser(console.url())
                .get("/api/v1/tracing", "Authorization", "Bearer " + TestConsole.token(AdminRole.VIEWER));
        return Browser.json(tracing).path("share").asDouble();
    }

    @Test
    void what_was_set_once_is_set_again() {
        assertThat(get("").valueStream().map(JsonNode::asString)).contains("logging", "tracing", "firewall");
        var first = get("/tracing");
        assertThat(first.path("note").asString()).isEqualTo("as it was found");

        var half = set("tracing", "{\"share\":0.5,\"subscribers\":[]}", "disk is full");
        set("tracing", "{\"share\":0,\"subscribers\":[]}", "nobody looks");
        assertThat(share()).isZero();

        var back = send(
                AdminRole.OPERATOR,
                "POST",
                "/tracing/rollback",
                "{\"version\":%d,\"note\":\"they do\"}"
                        .formatted(half.path("id").asLong()));
        assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
        assertThat(share()).isEqualTo(0.5);

        var versions = get("/tracing/versions");
        assertThat(versions.valueStream().map(each -> each.path("note").asString()))
                .containsSubsequence(
                        "back to " + half.path("id").asLong() + ": they do",
                        "nobody looks",
                        "disk is full",
                        "as it was found");
        assertThat(versions.get(0).path("account").asString()).isEqualTo("test");
        assertThat(get("/tracing/versions?limit=1&before=" + half.path("id").asLong())
                        .get(0)
                        .path("id"))
                .isEqualTo(first.path("id"));
        var audit = new Browser(console.url())
                .get("/api/v1/audit", "Authorization", "Bearer " + TestConsole.token(AdminRole.ADMIN));
        assertThat(audit.body()).contains(PATH + "/tracing/rollback");
    }

    @Test
    void who_changes_what_another_has_changed_meanwhile_is_told() {
        var seen = get("/logging").path("id").asLong();
        set("logging", "{\"levels\":{\"io.carillon.test.one\":\"DEBUG\"}}", "");
        var late =
                send(AdminRole.OPERATOR, "PUT", "/logging", "{\"document\":{\"levels\":{}},\"expected\":" + seen + "}");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("test has set it meanwhile");
    }

    @Test
    void what_cannot_be_is_refused_in_words_and_leaves_no_version() {
        var before = get("/tracing").path("id").asLong();
        var wrong = send(AdminRole.OPERATOR, "PUT", "/tracing", "{\"document\":{\"share\":7}}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("share is 0 to 1");
        assertThat(send(AdminRole.OPERATOR, "PUT", "/tracing", "{}").statusCode())
                .isEqualTo(400);
        assertThat(send(AdminRole.OPERATOR, "PUT", "/curtains", "{\"document\":{}}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(AdminRole.OPERATOR, "POST", "/tracing/rollback", "{\"version\":999999}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(AdminRole.VIEWER, "PUT", "/tracing", "{\"document\":{\"share\":1}}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("/tracing").path("id").asLong()).isEqualTo(before);
    }

    /** The borders keep it; somebody changes it at one of them. */
    @Test
    void what_a_border_holds_is_set_there_and_what_was_set_past_the_console_is_noted() throws IOException {
        assertThat(send(AdminRole.VIEWER, "GET", "/firewall", "").statusCode()).isEqualTo(503);
        var policy = new AtomicReference<>("{\"denied\":[]}");
        var border = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        border.createContext("/api/v1/firewall", exchange -> {
            try (exchange) {
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                boolean wrong = body.contains("everybody");
                if (exchange.getRequestMethod().equals("PUT") && !wrong) {
                    policy.set(body);
                }
                var answer = (wrong ? "{\"detail\":\"everybody is no network\"}" : policy.get())
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(wrong ? 400 : 200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        border.start();
        var address = "127.0.0.1:" + border.getAddress().getPort();
        var node = new NodeInfo("sbc", "sbc-1", Map.of("http", address), 100, 0);
        console.nodes().put(node);
        try {
            var set = set("firewall", "{\"denied\":[\"192.0.2.0/24\"]}", "abuse");
            assertThat(policy.get()).contains("192.0.2.0/24");
            var refused = send(AdminRole.OPERATOR, "PUT", "/firewall", "{\"document\":{\"denied\":[\"everybody\"]}}");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("everybody is no network");

            policy.set("{\"denied\":[\"198.51.100.0/24\"]}");
            assertThat(get("/firewall").path("note").asString()).isEqualTo("set elsewhere");
            send(
                    AdminRole.OPERATOR,
                    "POST",
                    "/firewall/rollback",
                    "{\"version\":" + set.path("id").asLong() + "}");
            assertThat(policy.get()).contains("192.0.2.0/24");
        } finally {
            console.nodes().remove(node);
            border.stop(0);
        }
    }
}
