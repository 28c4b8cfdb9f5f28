package io.carillon.lab;

import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import io.carillon.stores.TestStores;
import io.carillon.testkit.Tables;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole lab node on free ports, and its REST API. */
final class LabNode implements AutoCloseable {
    private static final AdminSecret SECRET = AdminSecret.generate();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;

    private LabNode(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static LabNode start(String... more) {
        String unique = UUID.randomUUID().toString().substring(0, 8);
        Stream<String> settings = Stream.of(
                "server.port=0",
                "carillon.diameter.port=0",
                "carillon.node.id=lab-" + unique,
                "carillon.data-dir=" + Path.of("target", "run", unique),
                "carillon.admin.secret=" + SECRET.toBase64(),
                "carillon.trace.enabled=false",
                "spring.cloud.zookeeper.connect-string=" + at(TestStores.zooKeeper()));
        return new LabNode(SpringApplication.run(
                LabApplication.class,
                Stream.concat(settings, Arrays.stream(more))
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new)));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** What it holds in memory. */
    Map<String, Integer> tables() {
        return Tables.of(context.getBeansOfType(Object.class, false, false).values());
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String json) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> put(String path, String json) {
        return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    URI uri(String path) {
        return URI.create(
                "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + path);
    }

    private HttpRequest.Builder request(String path) {
        String token = AdminToken.mint(SECRET, "test", Set.of(AdminRole.OPERATOR), Duration.ofMinutes(10));
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    private static String at(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
