package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.cscf.CscfApplication;
import io.carillon.diameter.DiameterClient;
import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import io.carillon.node.cdr.CdrEvent;
import io.carillon.node.cdr.CdrSink;
import io.carillon.node.cdr.MemoryCdrs;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import io.carillon.node.trace.MemoryTraces;
import io.carillon.node.trace.TraceSink;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Hop;
import io.carillon.stores.TestStores;
import io.carillon.testkit.Tables;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** CSCF nodes as they are deployed, on free ports, with an HSS and an ENUM server beside them. */
final class Cluster implements AutoCloseable {
    static final String HOME = "ims.mnc001.mcc001.3gppnetwork.org";
    static final Duration HSS_DEADLINE = Duration.ofMillis(1_000);
    private static @org.jspecify.annotations.Nullable Cluster shared;

    final StaticNodes directory = StaticNodes.of();
    final TestClock clock = new TestClock();
    final MemoryTraces traces = new MemoryTraces();
    final MemoryCdrs records = new MemoryCdrs();
    final FakeHss hss = new FakeHss(0);
    final FakeEnum numbers = new FakeEnum();
    private final String secret = AdminSecret.generate().toBase64();
    private final InetSocketAddress redis;
    private final List<ConfigurableApplicationContext> nodes = new ArrayList<>();
    private final List<NodeInfo> known = new ArrayList<>();

    private Cluster(InetSocketAddress redis) {
        this.redis = redis;
        put("hss", "hss-1", "diameter", hss.address().getPort());
        put("enum", "enum-1", "dns", numbers.port());
    }

    /** Two nodes over one Redis for all tests that break nothing; their subscribers have names of their own. */
    static synchronized Cluster shared() {
        if (shared == null) {
            shared = of(TestStores.redis(), 2);
        }
        return shared;
    }

    static Cluster of(InetSocketAddress redis, int count) {
        var core = new Cluster(redis);
        for (int i = 1; i <= count; i++) {
            core.start("cscf-" + i);
        }
        return core;
    }

    private void start(String id) {
        var node = new SpringApplicationBuilder(CscfApplication.class)
                .initializers(context -> provide((GenericApplicationContext) context))
                .run(
                        "--carillon.node.id=" + id,
                        "--carillon.home-domain=" + HOME,
                        "--carillon.data-dir=target/run/" + id,
                        "--carillon.admin.secret=" + secret,
                        "--carillon.sip.points.core.port=0",
                        "--carillon.sip.t1=50ms",
                        "--carillon.sip.drain=200ms",
                        "--carillon.cscf.hss-deadline=" + HSS_DEADLINE.toMillis() + "ms",
                        "--carillon.cscf.enum-deadline=500ms",
                        "--carillon.cscf.shared-criteria.7=src/test/resources/shared-criteria.xml",
                        "--server.port=0",
                        "--spring.cloud.zookeeper.enabled=false",
                        "--spring.data.redis.host=" + redis.getHostString(),
                        "--spring.data.redis.port=" + redis.getPort());
        nodes.add(node);
        known.add(put("cscf", id, "sip", port(node)));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(node.getBean(DiameterClient.class).connected())
                                .isNotEmpty());
    }

    private void provide(GenericApplicationContext context) {
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(NodeDirectory.class, () -> directory);
        context.registerBean(TraceSink.class, () -> traces);
        context.registerBean(CdrSink.class, () -> records);
    }

    /** The records of one call so far, each as often as it was written under another id. */
    List<CdrEvent> records(String callId) {
        return records.events().stream()
                .filter(each -> each.callId().equals(callId))
                .toList();
    }

    NodeInfo put(String role, String id, String wire, int port) {
        var node = new NodeInfo(role, id, Map.of(wire, "127.0.0.1:" + port), 100, 0);
        directory.put(node);
        return node;
    }

    private static int port(ConfigurableApplicationContext node) {
        return node.getBean(SipStack.class).address("core").getPort();
    }

    /** The SIP socket of the first, second … node. */
    Hop cscf(int number) {
        return Hop.udp(new InetSocketAddress("127.0.0.1", port(nodes.get(number - 1))));
    }

    /** An operator at a node. @param role of the token; empty for none at all */
    AdminClient admin(int number, String role) {
        int port = Integer.parseInt(nodes.get(number - 1).getEnvironment().getRequiredProperty("local.server.port"));
        var token = role.isEmpty()
                ? ""
                : AdminToken.mint(
                        AdminSecret.ofBase64(secret),
                        "test",
                        Set.of(AdminRole.valueOf(role.toUpperCase(java.util.Locale.ROOT))),
                        Duration.ofMinutes(5));
        return new AdminClient(port, token);
    }

    /** What the first, second … node holds in memory. */
    Map<String, Integer> tables(int number) {
        var node = nodes.get(number - 1);
        return Tables.of(node.getBeansOfType(Object.class, false, false).values());
    }

    <T> T bean(int number, Class<T> type) {
        return nodes.get(number - 1).getBean(type);
    }

    /** The node ends, and the directory knows. */
    void stop(int number) {
        directory.remove(known.get(number - 1));
        nodes.get(number - 1).close();
    }

    @Override
    public void close() {
        nodes.forEach(ConfigurableApplicationContext::close);
        hss.close();
        numbers.close();
    }
}
