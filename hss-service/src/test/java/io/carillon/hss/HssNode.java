package io.carillon.hss;

import io.carillon.diameter.DiameterServer;
import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import io.carillon.stores.MySqlServer;
import io.carillon.stores.TestStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole HSS, as it is deployed, over real stores on free ports. */
public final class HssNode implements AutoCloseable {
    public static final String HOME = "ims.mnc001.mcc001.3gppnetwork.org";
    public static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    public static final String ONLINE_CHARGING = "aaa://ocs." + HOME;
    public static final String OFFLINE_CHARGING = "aaa://cdf." + HOME;
    private static final AdminSecret SECRET = AdminSecret.generate();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static HssNode shared;

    private final ConfigurableApplicationContext context;

    private HssNode(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** One node for the tests that need no node of their own; their subscribers have names of their own. */
    public static synchronized HssNode shared() {
        if (shared == null) {
            shared = start(
                    "hss-1",
                    TestStores.mysql(),
                    "hss_shared",
                    "--carillon.hss.charging.primary-event=" + ONLINE_CHARGING,
                    "--carillon.hss.charging.primary-collection=" + OFFLINE_CHARGING);
        }
        return shared;
    }

    public static HssNode start(String id, MySqlServer store, String database, String... more) {
        var arguments = new ArrayList<>(List.of(
                "--carillon.node.id=" + id,
                "--carillon.home-domain=" + HOME,
                "--carillon.data-dir=target/run/" + id,
                "--carillon.diameter.port=0",
                "--carillon.trace.enabled=false",
                "--carillon.admin.secret=" + SECRET.toBase64(),
                "--carillon.hss.master-key=" + MASTER_KEY,
                "--server.port=0",
                "--spring.cloud.zookeeper.connect-string=127.0.0.1:"
                        + TestStores.zooKeeper().getPort(),
                "--spring.datasource.url=" + store.jdbcUrl(database),
                "--spring.datasource.username=" + store.user(),
                "--spring.datasource.password=" + store.password()));
        for (String each : more) {
            arguments.removeIf(given -> given.startsWith(each.substring(0, each.indexOf('=') + 1)));
            arguments.add(each);
        }
        return new HssNode(SpringApplication.run(HssApplication.class, arguments.toArray(String[]::new)));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public InetSocketAddress diameter() {
        return context.getBean(DiameterServer.class).address();
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    public HttpResponse<String> delete(String path) {
        return send(HttpRequest.newBuilder(uri(path)).DELETE());
    }

    public HttpResponse<String> post(String path, String json) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> put(String path, String json) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Any request, with an operator's token. */
    public HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> made) {
        return send(made.apply(HttpRequest.newBuilder(uri(path))));
    }

    /** A request without a token. */
    public HttpResponse<String> anonymous(String path) {
        return exchange(HttpRequest.newBuilder(uri(path)).GET());
    }

    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        String token = AdminToken.mint(SECRET, "test", Set.of(AdminRole.ADMIN), Duration.ofMinutes(5));
        return exchange(request.header("Authorization", "Bearer " + token));
    }

    private static HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
