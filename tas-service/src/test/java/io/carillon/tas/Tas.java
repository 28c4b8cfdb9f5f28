package io.carillon.tas;

import static org.awaitility.Awaitility.await;

import io.carillon.diameter.DiameterClient;
import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import io.carillon.node.cdr.CdrSink;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.transaction.SipStack;
import io.carillon.stores.TestStores;
import io.carillon.testkit.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A whole TAS, as it is deployed, over real stores on free ports; time and the other nodes are the test's. */
final class Tas implements AutoCloseable {
    static final String HOME = "ims.mnc001.mcc001.3gppnetwork.org";

    private static final AdminSecret SECRET = AdminSecret.generate();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;

    private Tas(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Under the test's clock. */
    static Tas start(String id, StaticNodes nodes, Records records, HandClock clock, String... more) {
        return start(id, nodes, records, more, context -> {
            context.registerBean("handClock", HandClock.class, () -> clock, bean -> bean.setPrimary(true));
        });
    }

    /** Under the real clock. */
    static Tas start(String id, StaticNodes nodes, Records records, String... more) {
        return start(id, nodes, records, more, context -> {});
    }

    private static Tas start(
            String id, StaticNodes nodes, Records records, String[] more, Consumer<GenericApplicationContext> beans) {
        var arguments = arguments(id);
        for (String each : more) {
            arguments.removeIf(given -> given.startsWith(each.substring(0, each.indexOf('=') + 1)));
            arguments.add(each);
        }
        var context = new SpringApplicationBuilder(TasApplication.class)
                .initializers(starting -> {
                    var open = (GenericApplicationContext) starting;
                    open.registerBean("staticNodes", NodeDirectory.class, () -> nodes);
                    open.registerBean("records", CdrSink.class, () -> records);
                    beans.accept(open);
                })
                .run(arguments.toArray(String[]::new));
        return new Tas(context);
    }

    /** What every TAS of a test is told. */
    static List<String> arguments(String id) {
        return new ArrayList<>(List.of(
                "--carillon.node.id=" + id,
                "--carillon.home-domain=" + HOME,
                "--carillon.data-dir=target/run/" + id,
                "--carillon.sip.points.core.port=0",
                "--carillon.sip.drain=0s",
                "--carillon.trace.enabled=false",
                "--carillon.tas.service-data.store=redis",
                "--carillon.admin.secret=" + SECRET.toBase64(),
                "--carillon.directory.root=/tas-test/" + id,
                "--server.port=0",
                "--spring.cloud.zookeeper.connect-string=127.0.0.1:"
                        + TestStores.zooKeeper().getPort(),
                "--spring.data.redis.host=" + TestStores.redis().getHostString(),
                "--spring.data.redis.port=" + TestStores.redis().getPort()));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** What it holds in memory. */
    Map<String, Integer> tables() {
        return Tables.of(context.getBeansOfType(Object.class, false, false).values());
    }

    InetSocketAddress sip() {
        return bean(SipStack.class).address("core");
    }

    StringRedisTemplate redis() {
        return bean(StringRedisTemplate.class);
    }

    /** Until the charging node is connected. */
    Tas charged() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !bean(DiameterClient.class).connected().isEmpty());
        return this;
    }

    /** The wires fall silent as if the process were gone; nothing is drained. */
    void die() {
        bean(SipStack.class).close();
        bean(DiameterClient.class).close();
    }

    HttpResponse<String> send(String method, String path, String json) {
        var token = AdminToken.mint(SECRET, "test", Set.of(AdminRole.ADMIN), Duration.ofMinutes(5));
        return exchange(request(method, path, json).header("Authorization", "Bearer " + token));
    }

    /** Other types than JSON. */
    HttpResponse<String> exchange(String method, String path, String body, String type, String accept) {
        var token = AdminToken.mint(SECRET, "test", Set.of(AdminRole.ADMIN), Duration.ofMinutes(5));
        return exchange(request(method, path, body)
                .setHeader("Content-Type", type)
                .header("Accept", accept)
                .header("Authorization", "Bearer " + token));
    }

    /** Without a token. */
    HttpResponse<String> anonymous(String method, String path, String json) {
        return exchange(request(method, path, json));
    }

    private HttpRequest.Builder request(String method, String path, String json) {
        var port = context.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json));
    }

    private static HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
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
