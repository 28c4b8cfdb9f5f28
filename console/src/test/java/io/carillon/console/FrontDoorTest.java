package io.carillon.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.carillon.node.admin.AdminRole;
import io.carillon.node.directory.NodeInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** One door: the console learns from the nodes what they serve. */
class FrontDoorTest {
    private static final TestConsole console = TestConsole.start();
    private static final HttpServer hss = node("hss-1", "hss", "/api/v1/subscribers/{impi}");
    private static final HttpServer hss2 = node("hss-2", "hss", "/api/v1/subscribers/{impi}");

    @AfterAll
    static void stop() {
        console.close();
        hss.stop(0);
        hss2.stop(0);
    }

    private static HttpServer node(String id, String role, String path) {
        try {
            var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            answer(server, "/v3/api-docs", "{\"paths\":{\"%s\":{}}}".formatted(path));
            answer(server, "/actuator/health", "{\"status\":\"UP\",\"components\":{\"db\":{\"status\":\"DOWN\"}}}");
            answer(server, "/actuator/prometheus", "process_cpu_usage{a=\"b\"} 0.25\ncarillon_sip_inflight 2.0\n");
            server.createContext("/api", exchange -> reply(exchange, echo(id, exchange)));
            server.start();
            console.nodes()
                    .put(new NodeInfo(
                            role,
                            id,
                            Map.of("http", "127.0.0.1:" + server.getAddress().getPort()),
                            100,
                            0));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpServer server, String path, String json) {
        server.createContext(path, exchange -> reply(exchange, json));
    }

    private static void reply(HttpExchange exchange, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String echo(String id, HttpExchange exchange) {
        var headers = exchange.getRequestHeaders();
        return "{\"node\":\"%s\",\"method\":\"%s\",\"uri\":\"%s\",\"authorized\":%s,\"cookie\":%s}"
                .formatted(
                        id,
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        headers.getFirst("Authorization") != null,
                        headers.getFirst("Cookie") != null);
    }

    private static HttpResponse<String> ask(String method, String path) {
        return new Browser(console.url())
                .send(method, path, "", "Authorization", "Bearer " + TestConsole.token(AdminRole.OPERATOR));
    }

    @Test
    void a_path_goes_to_a_node_of_the_role_that_serves_it_as_it_was_written() {
        var answer = ask("PUT", "/api/v1/subscribers/alice%40home?x=%2B1&y=a%20b");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "\"uri\":\"/api/v1/subscribers/alice%40home?x=%2B1&y=a%20b\"",
                        "\"method\":\"PUT\"", "\"authorized\":true", "\"cookie\":false");
    }

    @Test
    void one_node_can_be_asked_by_its_name() {
        assertThat(ask("GET", "/nodes/hss-2/api/v1/anything").body())
                .contains("\"node\":\"hss-2\"", "\"uri\":\"/api/v1/anything\"");
        assertThat(ask("GET", "/nodes/hss-9/api/v1/anything").statusCode()).isEqualTo(404);
    }

    @Test
    void what_nobody_serves_is_told_so_and_who_is_not_signed_in_learns_nothing() {
        var unknown = ask("GET", "/api/v1/unheard-of");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Browser.json(unknown).get("detail").asString()).contains("no node");
        assertThat(new Browser(console.url()).get("/api/v1/subscribers/alice").statusCode())
                .isEqualTo(401);
    }

    @Test
    void the_documents_of_all_roles_are_in_one_place() {
        assertThat(ask("GET", "/api-docs").body()).contains("hss", "cscf", "console");
        assertThat(ask("GET", "/api-docs/hss").body()).contains("/api/v1/subscribers/{impi}");
        assertThat(ask("GET", "/api-docs/sbc").statusCode()).isEqualTo(503);
    }

    @Test
    void the_console_is_among_them_with_its_parameters() {
        var self = new NodeInfo(
                "console", "console-1", Map.of("http", console.url().substring("http://".length())), 100, 0);
        console.nodes().put(self);
        var paths = Browser.json(ask("GET", "/api-docs/console")).get("paths");
        var search = paths.get("/api/v1/traces").get("get").get("parameters");
        assertThat(search.valueStream().map(each -> each.get("name").asString()))
                .containsExactly("q", "method", "outcome", "from", "to", "limit");
        assertThat(paths.propertyNames()).contains("/api/v1/accounts", "/api/v1/audit", "/api/v1/nodes");
        for (var path : paths) {
            for (var operation : path) {
                assertThat(operation.path("summary").asString(""))
                        .as("%s", operation)
                        .isNotBlank();
                for (var parameter : operation.path("parameters")) {
                    assertThat(parameter.path("description").asString(""))
                            .as("%s", parameter)
                            .isNotBlank();
                }
            }
        }
        console.nodes().remove(self);
    }

    @Test
    void nodes_are_shown_with_their_health_and_counts() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ask("GET", "/api/v1/nodes").body().contains("\"health\":\"UP\""));
        var node = Browser.json(ask("GET", "/api/v1/nodes")).get(0);
        assertThat(node.get("failing").get(0).asString()).isEqualTo("db");
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        Browser.json(ask("GET", "/api/v1/nodes/hss-1/samples")).size() > 1);
        var sample = Browser.json(ask("GET", "/api/v1/nodes/hss-1/samples")).get(0);
        assertThat(sample.get("counts").get("process_cpu_usage").asDouble()).isEqualTo(0.25);
    }

    @Test
    void prometheus_learns_where_the_nodes_are() {
        var targets = ask("GET", "/api/v1/nodes/targets");
        assertThat(targets.body())
                .contains("{\"targets\":[\"127.0.0.1:" + hss2.getAddress().getPort() + "\"]")
                .contains("\"node\":\"hss-2\"", "\"role\":\"hss\"");
    }

    @Test
    void a_node_that_is_gone_is_told_as_silent() {
        var gone = new NodeInfo("enum", "enum-1", Map.of("http", "127.0.0.1:1"), 100, 0);
        console.nodes().put(gone);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ask("GET", "/api/v1/nodes").body().contains("\"health\":\"SILENT\""));
        assertThat(ask("GET", "/nodes/enum-1/api/v1/numbers").statusCode()).isBetween(502, 504);
        console.nodes().remove(gone);
    }
}
