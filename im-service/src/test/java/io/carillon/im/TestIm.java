package io.carillon.im;

import static org.awaitility.Awaitility.await;

import io.carillon.im.adapter.hbase.HbaseTables;
import io.carillon.im.delivery.Courier;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.cdr.CdrEvent;
import io.carillon.node.cdr.CdrSink;
import io.carillon.node.cdr.MemoryCdrs;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import io.carillon.node.health.FunctionalProbe;
import io.carillon.sip.transaction.SipStack;
import io.carillon.stores.TestStores;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A whole messaging node over real Redis, ZooKeeper and HBase, on free ports, with its peers in a directory given. */
public final class TestIm implements AutoCloseable {
    public static final String HOME = "ims.mnc001.mcc001.3gppnetwork.org";
    public static final AdminSecret SECRET = AdminSecret.generate();

    private static final Map<StaticNodes, Integer> CORES = new IdentityHashMap<>();

    private final ConfigurableApplicationContext context;
    private final MemoryCdrs cdrs;

    private TestIm(ConfigurableApplicationContext context, MemoryCdrs cdrs) {
        this.context = context;
        this.cdrs = cdrs;
    }

    /** @param more settings as {@code name=value}, in place of the ones given here */
    public static TestIm start(StaticNodes directory, String... more) {
        var cdrs = new MemoryCdrs();
        var context = run(directory, cdrs, arguments(directory, more));
        var node = new TestIm(context, cdrs);
        var id = context.getEnvironment().getRequiredProperty("carillon.node.id");
        directory.put(new NodeInfo("im", id, Map.of("sip", node.text(node.sip())), 100, 0));
        return node;
    }

    /** What a node of this core is told, be it in this process or in one of its own. */
    static List<String> arguments(StaticNodes directory, String... more) {
        var settings = new LinkedHashMap<>(settings(core(directory)));
        for (var other : more) {
            int equals = other.indexOf('=');
            settings.put(other.substring(0, equals), other.substring(equals + 1));
        }
        return settings.entrySet().stream()
                .map(each -> "--" + each.getKey() + "=" + each.getValue())
                .toList();
    }

    static ConfigurableApplicationContext run(NodeDirectory directory, CdrSink cdrs, List<String> arguments) {
        return new SpringApplicationBuilder(ImApplication.class)
                .initializers(fresh -> {
                    var beans = (org.springframework.context.support.GenericApplicationContext) fresh;
                    beans.registerBean("directory", NodeDirectory.class, () -> directory);
                    beans.registerBean("cdrs", CdrSink.class, () -> cdrs);
                })
                .run(arguments.toArray(String[]::new));
    }

    /** Nodes with one directory are one core, with a Redis database and tables of its own. */
    private static int core(StaticNodes directory) {
        synchronized (CORES) {
            return CORES.computeIfAbsent(directory, fresh -> CORES.size());
        }
    }

    private static Map<String, String> settings(int core) {
        var unique = UUID.randomUUID().toString().substring(0, 8);
        var settings = new LinkedHashMap<String, String>();
        settings.put("server.port", "0");
        settings.put("carillon.node.id", "im-" + unique);
        settings.put("carillon.home-domain", HOME);
        settings.put("carillon.data-dir", Path.of("target", "run", unique).toString());
        settings.put("carillon.admin.secret", SECRET.toBase64());
        settings.put("carillon.trace.enabled", "false");
        settings.put("carillon.sip.points.core.port", "0");
        settings.put("carillon.sip.t1", "50ms");
        settings.put("carillon.sip.drain", "200ms");
        settings.put("carillon.im.msrp.port", "0");
        settings.put("carillon.im.poll", "50ms");
        settings.put("carillon.im.answer", "5s");
        settings.put("carillon.im.retries", "300s");
        settings.put("carillon.hbase.zookeeper-quorum", "127.0.0.1");
        settings.put(
                "carillon.hbase.zookeeper-port",
                String.valueOf(TestStores.hbase().getPort()));
        settings.put("carillon.hbase.deadline", "10s");
        settings.put("carillon.hbase.table-prefix", "core_" + core + "_");
        settings.put("spring.data.redis.database", String.valueOf(core));
        settings.put("spring.data.redis.port", String.valueOf(TestStores.redis().getPort()));
        var zooKeeper = TestStores.zooKeeper();
        settings.put("spring.cloud.zookeeper.connect-string", "127.0.0.1:" + zooKeeper.getPort());
        return settings;
    }

    /** Waits for the tables. */
    public TestIm ready() {
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
            bean(HbaseTables.class).check();
            return true;
        });
        return this;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public List<FunctionalProbe> probes() {
        return List.copyOf(context.getBeansOfType(FunctionalProbe.class).values());
    }

    public InetSocketAddress sip() {
        return bean(SipStack.class).address("core");
    }

    private String text(InetSocketAddress address) {
        return "127.0.0.1:" + address.getPort();
    }

    public String adminUrl() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    public List<CdrEvent> cdrs() {
        return cdrs.events();
    }

    /** Dies as by kill -9: no socket, no store, nothing that ends in order. */
    public void kill() {
        bean(SipStack.class).close();
        bean(HbaseTables.class).close();
        bean(Courier.class).close();
        bean(LettuceConnectionFactory.class).destroy();
    }

    @Override
    public void close() {
        context.close();
    }
}
