package io.carillon.sbc;

import static org.awaitility.Awaitility.await;

import io.carillon.diameter.DiameterClient;
import io.carillon.ipsec.SecurityAssociations;
import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import io.carillon.node.cdr.CdrEvent;
import io.carillon.node.cdr.CdrSink;
import io.carillon.node.cdr.MemoryCdrs;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.StaticNodes;
import io.carillon.node.trace.MemoryTraces;
import io.carillon.node.trace.TraceSink;
import io.carillon.sbc.pcscf.CallWatch;
import io.carillon.sip.transaction.SipStack;
import io.carillon.stores.TestStores;
import io.carillon.testkit.Tables;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A whole border, as it is deployed, over real stores on free ports; the nodes around it are the test's. */
final class Sbc implements AutoCloseable {
    static final String HOME = "ims.mnc001.mcc001.3gppnetwork.org";
    static final AdminSecret SECRET = AdminSecret.generate();

    private final ConfigurableApplicationContext context;
    private final LettuceConnectionFactory neighbour;

    private Sbc(ConfigurableApplicationContext context) {
        this.context = context;
        var own = (LettuceConnectionFactory) context.getBean(RedisConnectionFactory.class);
        neighbour = new LettuceConnectionFactory(own.getStandaloneConfiguration(), own.getClientConfiguration());
        neighbour.afterPropertiesSet();
        neighbour.start();
    }

    static Sbc start(String id, StaticNodes nodes, String... more) {
        return start(id, nodes, new RecordingAssociations(), more);
    }

    static Sbc start(String id, StaticNodes nodes, SecurityAssociations kernel, String... more) {
        return start(
                id, kernel, starting -> starting.registerBean("staticNodes", NodeDirectory.class, () -> nodes), more);
    }

    /** Around it are those that stand in ZooKeeper. */
    static Sbc among(Entries nodes, String id, String... more) {
        var settings = new ArrayList<>(List.of(more));
        settings.add("--carillon.directory.root=" + nodes.root());
        return start(id, new RecordingAssociations(), starting -> {}, settings.toArray(String[]::new));
    }

    private static Sbc start(
            String id, SecurityAssociations kernel, Consumer<GenericApplicationContext> nodes, String... more) {
        var arguments = arguments(id);
        for (String each : more) {
            arguments.removeIf(given -> given.startsWith(each.substring(0, each.indexOf('=') + 1)));
            arguments.add(each);
        }
        var context = new SpringApplicationBuilder(SbcApplication.class)
                .initializers(starting -> {
                    var open = (GenericApplicationContext) starting;
                    nodes.accept(open);
                    open.registerBean("kernel", SecurityAssociations.class, () -> kernel);
                    open.registerBean("memoryTraces", TraceSink.class, MemoryTraces::new);
                    open.registerBean("memoryCdrs", CdrSink.class, MemoryCdrs::new);
                })
                .run(arguments.toArray(String[]::new));
        return new Sbc(context);
    }

    /** What a node is told, be it in this process or in one of its own. */
    static ArrayList<String> arguments(String id) {
        return new ArrayList<>(List.of(
                "--carillon.node.id=" + id,
                "--carillon.home-domain=" + HOME,
                "--carillon.data-dir=target/run/" + id,
                "--carillon.sip.points.access.port=0",
                "--carillon.sip.points.core.port=0",
                "--carillon.sbc.msrp.port=0",
                "--carillon.sbc.msrp.tls-port=0",
                "--carillon.sip.t1=3s",
                "--carillon.sip.drain=0s",
                "--carillon.sbc.media-watch=0s",
                "--carillon.sbc.watch-registrations=false",
                "--carillon.sbc.watch-signalling-paths=false",
                "--carillon.sbc.relay-deadline=400ms",
                "--carillon.sbc.policy-deadline=400ms",
                "--carillon.admin.secret=" + SECRET.toBase64(),
                "--carillon.directory.root=/sbc-test/" + id,
                "--server.port=0",
                "--spring.cloud.zookeeper.connect-string=127.0.0.1:"
                        + TestStores.zooKeeper().getPort(),
                "--spring.data.redis.host=" + TestStores.redis().getHostString(),
                "--spring.data.redis.port=" + TestStores.redis().getPort()));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Where phones speak to it. */
    InetSocketAddress access() {
        return bean(SipStack.class).address("access");
    }

    /** Its REST interface. */
    String port() {
        return context.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** What an operator who may only look reads there. */
    String read(String path) {
        var token = AdminToken.mint(SECRET, "test", Set.of(AdminRole.VIEWER), Duration.ofMinutes(5));
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where the core speaks to it. */
    InetSocketAddress core() {
        return bean(SipStack.class).address("core");
    }

    MemoryTraces traces() {
        return (MemoryTraces) bean(TraceSink.class);
    }

    /** The records of this call. */
    List<CdrEvent> records(String callId) {
        return ((MemoryCdrs) bean(CdrSink.class))
                .events().stream()
                        .filter(event -> event.callId().equals(callId))
                        .toList();
    }

    /** Looks at every call, now: those of earlier tests are out of sight. */
    void look() {
        look(Instant.now());
    }

    void look(Instant then) {
        bean(CallWatch.class).look(then);
    }

    /** No call is looked at but those that come. */
    void forgetCalls() {
        redis().delete("sbc:due");
    }

    /** Its store, as another node sees and changes it. */
    StringRedisTemplate redis() {
        return new StringRedisTemplate(neighbour);
    }

    /** What it holds in memory. */
    Map<String, Integer> tables() {
        return Tables.of(context.getBeansOfType(Object.class, false, false).values());
    }

    /** Until the policy function is connected. */
    Sbc withPolicy() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !bean(DiameterClient.class).connected().isEmpty());
        return this;
    }

    @Override
    public void close() {
        neighbour.destroy();
        context.close();
    }
}
