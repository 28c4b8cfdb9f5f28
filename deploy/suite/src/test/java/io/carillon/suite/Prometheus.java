package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's Prometheus with the configuration that is shipped; it only looks more often. */
final class Prometheus implements AutoCloseable {
    static final Path SHIPPED = SourceTree.root().resolve("deploy/monitoring/prometheus");
    private static final Path DASHBOARDS = SourceTree.root().resolve("deploy/monitoring/grafana/dashboards");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What shows nothing while nothing fails. */
    private static final Set<String> MAY_BE_EMPTY =
            Set.of("ims:session_failures:rate5m", "ims:registration_failures:rate5m");

    private final Command.Running process;
    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();

    private Prometheus(Command.Running process, String url) {
        this.process = process;
        this.url = url;
    }

    static Prometheus watching(House house) throws IOException {
        var folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "prometheus-");
        copyOfShipped(folder);
        var configuration = folder.resolve("prometheus.yml");
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replace("console:8080", "127.0.0.1:" + House.port(8_080))
                        .replace("15s", "1s"));
        var token = house.ims(Duration.ofMinutes(1), "token", "--role", "viewer");
        assertThat(token.exit()).as(token.output()).isZero();
        Files.writeString(folder.resolve("token"), token.output().strip());
        var address = "127.0.0.1:" + House.port(9_090);
        var process = Command.of(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + address)
                .start();
        return new Prometheus(process, "http://" + address);
    }

    /** With a token that opens nothing: promtool wants the file to be there. */
    static Path copyOfShipped(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        for (var name : new String[] {"prometheus.yml", "rules-test.yml", "rules/recording.yml", "rules/alerts.yml"}) {
            Files.copy(SHIPPED.resolve(name), folder.resolve(name));
        }
        Files.writeString(folder.resolve("token"), "none");
        return folder;
    }

    /** Every expression of every panel. */
    static List<String> panels() throws IOException {
        var all = new ArrayList<String>();
        try (var files = Files.list(DASHBOARDS)) {
            for (var file : files.toList()) {
                JSON.readTree(Files.readString(file)).findValues("expr").forEach(each -> all.add(each.asString()));
            }
        }
        return all;
    }

    boolean shows(String expression) {
        return MAY_BE_EMPTY.contains(expression) || !result(expression).isEmpty();
    }

    /** The first value, empty if there is none. */
    String value(String expression) {
        var result = result(expression);
        return result.isEmpty() ? "" : result.get(0).get("value").get(1).asString();
    }

    private JsonNode result(String expression) {
        try {
            var query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(url + "/api/v1/query?query=" + query))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 503) { // it has not begun to serve
                return JSON.createArrayNode();
            }
            assertThat(answer.statusCode())
                    .as(expression + "\n" + answer.body())
                    .isEqualTo(200);
            return JSON.readTree(answer.body()).get("data").get("result");
        } catch (IOException e) {
            assertThat(process.process().isAlive()).as(process.output()).isTrue();
            return JSON.createArrayNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.close();
        http.close();
    }
}
